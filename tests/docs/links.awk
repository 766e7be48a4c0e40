# Links and paths of a page, a line each, as LINE<tab>link|path<tab>TARGET. A path is a word between
# backticks that begins with a folder of the repository; mine.cfg is the reader's own, and folders
# of results have plots, too. Code between fences is left out.
/^```/ { inside = !inside; next }
inside { next }
{
    line = $0
    while (match(line, /`[^`]+`/)) {
        n = split(substr(line, RSTART + 1, RLENGTH - 2), words, /[ ,;]+/)
        for (i = 1; i <= n; i++) {
            if (words[i] ~ /^(docs|engine|scenarios|tests)\/|^plots\/.*\.gp$/ && words[i] !~ /[A-Z][A-Z]|…|\.\.\.|\/mine\.cfg$/) {
                print FNR "\tpath\t" words[i]
            }
        }
        line = substr(line, 1, RSTART - 1) substr(line, RSTART + RLENGTH)
    }
    while (match(line, /\]\([^)]*\)/)) {
        target = substr(line, RSTART + 2, RLENGTH - 3)
        sub(/ +".*"$/, "", target)
        if (target !~ /^(https?|mailto):/) print FNR "\tlink\t" target
        line = substr(line, RSTART + RLENGTH)
    }
}
