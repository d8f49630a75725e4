/*
 * Result codes of the whole library.  0 or negative; JR_DONE where a walk
 * ends.  No engine's name stands among them.  A caller's bug is an assert.
 */
#ifndef JR_BASE_RC_H
#define JR_BASE_RC_H

enum jr_rc {
	JR_OK = 0,
	JR_DONE = 1,		/* no more rows */
	JR_EINVAL = -1,		/* the input is wrong */
	JR_ENOTFOUND = -2,	/* what was named is not there */
	JR_ECONFLICT = -3,	/* it is there already, or was changed meanwhile */
	JR_EDENIED = -4,	/* the actor may not */
	JR_EBUSY = -5,		/* temporary: try again */
	JR_EIO = -6,		/* disk or device */
	JR_ENOMEM = -7,
	JR_ECONFIG = -8,	/* the store or its configuration is not usable */
};

#endif
