# Takes C apart without understanding it, for layers.t.  Prints, for every line
# that has any, one line each of
#
#	FILE:LINE:code:<the line without comments and texts>
#	FILE:LINE:text:<the texts of the line, joined>
#	FILE:LINE:include:<"x.h" or <x.h>>
#
# Neighbouring texts (and a continued text's pieces) are joined to their first
# line, so that a sentence cut over lines is seen whole.

function flush_text() {
	if (text != "")
		print textfile ":" textline ":text:" text
	text = ""
}

FNR == 1 {
	flush_text()
	comment = 0
}

{
	line = $0
	if (!comment && match(line, /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]*[>"]/)) {
		inc = substr(line, RSTART, RLENGTH)
		sub(/^[^<"]*/, "", inc)
		print FILENAME ":" FNR ":include:" inc
		next
	}
	code = ""
	n = length(line)
	for (i = 1; i <= n; i++) {
		c = substr(line, i, 1)
		two = substr(line, i, 2)
		if (comment) {
			if (two == "*/") {
				comment = 0
				i++
			}
		} else if (two == "/*") {
			comment = 1
			i++
		} else if (two == "//") {
			break
		} else if (c == "\"" || c == "'") {
			s = ""
			for (i++; i <= n && substr(line, i, 1) != c; i++) {
				if (substr(line, i, 1) == "\\")
					s = s substr(line, i++, 1)
				s = s substr(line, i, 1)
			}
			code = code c c
			if (c == "\"") {
				if (text == "") {
					textfile = FILENAME
					textline = FNR
				}
				text = text s
			}
		} else {
			code = code c
			if (c !~ /[ \t]/)
				flush_text()
		}
	}
	if (code !~ /^[ \t]*$/)
		print FILENAME ":" FNR ":code:" code
}

END { flush_text() }
