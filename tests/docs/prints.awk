# Whether a command prints what a page says. First file: what it printed; second: what the page
# shows, shortened: a line "..." or "…" stands for any lines, and "…" within a line for any text.
# Lines must come in the same order; blanks at their ends do not matter.
function trimmed(line) { sub(/[ \t\r]+$/, "", line); return line }

# The pieces between the marks of a line are found one after another, the first at its beginning,
# the last at its end.
function alike(shown, printed,    pieces, n, i, at) {
    n = split(shown, pieces, MARK)
    if (n <= 1) return shown == printed
    if (substr(printed, 1, length(pieces[1])) != pieces[1]) return 0
    printed = substr(printed, length(pieces[1]) + 1)
    for (i = 2; i < n; i++) {
        at = index(printed, pieces[i])
        if (at == 0) return 0
        printed = substr(printed, at + length(pieces[i]))
    }
    return length(printed) >= length(pieces[n]) &&
        substr(printed, length(printed) - length(pieces[n]) + 1) == pieces[n]
}
BEGIN { MARK = "…" }
FILENAME == ARGV[1] { said[++lines] = trimmed($0); next }
{
    shown = trimmed($0)
    if (shown == "" || shown == "..." || shown == MARK) next
    for (i = at + 1; i <= lines && !alike(shown, said[i]); i++) continue
    if (i > lines) {
        print "not printed, or not in this place: " shown
        exit
    }
    at = i
}
