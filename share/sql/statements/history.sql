-- The history: its transactions and its chain.

-- name: head_get
-- The end of the chain.
SELECT tx_id, hash FROM head WHERE id = 1;

-- name: head_set
UPDATE head SET tx_id = :tx_id, hash = :hash WHERE id = 1;

-- name: tx_add
-- Made at the first change, so that rows can refer to it; sealed at the commit.
INSERT INTO tx (id, at, actor, command, reason, transfer, changes, changes_hash, hash)
VALUES (:id, :at, :actor, :command, :reason, :transfer, 0, :empty, :empty);

-- name: tx_seal
UPDATE tx SET changes = :changes, changes_hash = :changes_hash, hash = :hash
WHERE id = :id;

-- name: tx_scan
-- scans: tx
-- The whole chain, from its beginning.
SELECT id, at, actor, command, reason, transfer, changes, changes_hash, hash
FROM tx ORDER BY id;

-- name: tx_get
SELECT id, at, actor, command, reason, transfer, changes, changes_hash, hash
FROM tx WHERE id = :id;

-- name: change_scan
-- scans: change
SELECT tx_id, no, tbl, op, k1, k2, data FROM change ORDER BY tx_id, no;

-- name: change_of_tx
SELECT tx_id, no, tbl, op, k1, k2, data FROM change
WHERE tx_id = :tx_id ORDER BY no;

-- name: change_of_table_back
-- What a transaction did to one table, the last first.
SELECT op, data FROM change
WHERE tx_id = :tx_id AND tbl = :tbl ORDER BY no DESC;

-- name: change_after
-- many
-- All changes of later transactions.
SELECT tx_id, no, tbl, op, k1, k2, data FROM change
WHERE tx_id > :tx_id ORDER BY tx_id, no;

-- name: meta_get
SELECT value FROM meta WHERE key = :key;

-- name: setting_all
SELECT key, value FROM setting ORDER BY key;

-- name: year_by_id
SELECT id, name, starts_on, ends_on, week_days FROM year WHERE id = :id;

-- name: tx_back
-- scans: tx
-- many
-- Transactions, the last first: whoever looks for a moment stops at it.
SELECT id, at, hash FROM tx ORDER BY id DESC;

-- name: tx_after
-- many
-- All later transactions.
SELECT id, at, actor, command, reason, transfer, changes, changes_hash, hash
FROM tx WHERE id > :tx_id ORDER BY id;

-- name: change_after_back
-- many
-- All changes of later transactions, the last first.
SELECT tx_id, no, tbl, op, k1, k2, data FROM change
WHERE tx_id > :tx_id ORDER BY tx_id DESC, no DESC;

-- name: found_after
-- scans: finding audit_span
-- Did the audit find, close or look at anything after a moment?
SELECT CASE WHEN EXISTS (SELECT 1 FROM finding WHERE opened_at > :at OR closed_at > :at)
		OR EXISTS (SELECT 1 FROM audit_span WHERE first_at > :at)
	THEN 1 ELSE 0 END;

-- What came after a moment, taken out of a copy of the journal.

-- name: tx_forget
DELETE FROM tx WHERE id > :tx_id;

-- name: change_forget
DELETE FROM change WHERE tx_id > :tx_id;

-- name: finding_forget
-- scans: finding
DELETE FROM finding WHERE opened_at > :at;

-- name: finding_unclose
-- scans: finding
UPDATE finding SET closed_at = NULL WHERE closed_at > :at;

-- name: audit_span_forget
-- scans: audit_span
DELETE FROM audit_span WHERE first_at > :at;

-- name: school_day_forget
DELETE FROM school_day;

-- name: day_forget
DELETE FROM day;
