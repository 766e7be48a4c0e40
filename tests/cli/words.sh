# shellcheck shell=sh disable=SC2154  # $case, $notes, $program and $top are those of run
# The words that cases are written in; read by run. Each check that fails is noted, and the case
# goes on. What was run last has left its exit status in $status, and its output in $notes/out and
# $notes/err, outside the case's folder.
ran="" status=""

# entente ARGUMENTS...: runs the program.
entente() {
    catch "$program" "$@"
}

# catch COMMAND...: runs any command like that, such as env, or sh -c for a redirection. A build
# with sanitizers that reports something fails whatever it was run for.
catch() {
    ran="$*"
    "$@" >"$notes/out" 2>"$notes/err" </dev/null
    status=$?
    sound
}

sound() {
    if grep -q 'Sanitizer\|runtime error:' "$notes/err"; then
        fail "a sanitizer reports a bug"
    fi
}

# fail WHAT: notes a failure, and once for each command what was run and what came of it.
fail() {
    {
        echo "$case: $1"
        [ ! -s "$notes/detail" ] || head -n 5 "$notes/detail" | sed 's/^/    /'
        [ "${shown:-}" = "$ran" ] || show_last
    } >>"$notes/failures"
    shown=$ran
}

show_last() {
    echo "    after: $ran (status ${status:-})"
    [ ! -s "$notes/out" ] || head -n 12 "$notes/out" | sed 's/^/    out: /'
    [ ! -s "$notes/err" ] || head -n 25 "$notes/err" | sed 's/^/    err: /'
}

# check WHAT COMMAND...: WHAT is true when the command succeeds.
check() {
    what=$1
    shift
    echo "$what" >>"$notes/checks"
    "$@" >"$notes/detail" 2>&1 || fail "not so: $what"
}

exits() {
    check "exits $1" [ "$status" -eq "$1" ]
}

# A whole line of stdout (prints) or stderr (says), or a part of one as a pattern of grep -E.
prints() {
    check "prints $1" grep -qxF -- "$1" "$notes/out"
}
prints_like() {
    check "prints like $1" grep -qE -- "$1" "$notes/out"
}
says() {
    check "says $1" grep -qxF -- "$1" "$notes/err"
}
says_like() {
    check "says like $1" grep -qE -- "$1" "$notes/err"
}
prints_nothing() {
    check "prints nothing" [ ! -s "$notes/out" ]
}
says_nothing() {
    check "says nothing" [ ! -s "$notes/err" ]
}

# says_only LINE...: these lines on stderr in this order, and no other.
says_only() {
    printf '%s\n' "$@" >"$notes/expected"
    check "says only: $*" cmp -s "$notes/expected" "$notes/err"
}

# holds FOLDER [NAMES...]: the folder holds just these, hidden files included.
holds() {
    held=$1
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" | LC_ALL=C sort >"$notes/expected"
    [ $# -gt 0 ] || : >"$notes/expected"
    ls -A "$held" 2>&1 | LC_ALL=C sort >"$notes/found"
    check "$held holds only: $* (found: $(tr '\n' ' ' <"$notes/found"))" \
        cmp -s "$notes/expected" "$notes/found"
}

# figures_of_run FORMAT...: the figures of every run in these formats, and what they are drawn from;
# those of polls come on top.
figures_of_run() {
    printf 'figures.json'
    for format; do
        for figure in health panels institutions stance cohorts; do
            printf ' %s.%s' "$figure" "$format"
        done
    done
}

# drawn_text FILE: all text of an SVG as a reader sees it, without blanks, however lines are broken.
drawn_text() {
    sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g
        s/&quot;/"/g; s/&#39;/'"'"'/g; s/&amp;/\&/g' | tr -d ' \n'
}

# same A B: two files, or the data files of two folders of results, are the same bytes.
same() {
    if [ -d "$1" ]; then
        data_hashes "$1" >"$notes/expected"
        data_hashes "$2" >"$notes/found"
        check "$1 has data files" [ -s "$notes/expected" ]
        check "data files of $1 and $2 are the same" cmp -s "$notes/expected" "$notes/found"
    else
        check "$1 and $2 are the same" cmp -s "$1" "$2"
    fi
}

# Everything but the manifest, which says when and how, the report, which says how, and the figures.
data_hashes() {
    (cd "$1" && find . -name plots -prune -o -type f ! -name manifest.json \
        ! -name report.html -print | LC_ALL=C sort |
        xargs sha256sum)
}

# small: the small scenario as small.cfg, which check and run find sound.
small() {
    cp "$top/tests/scenarios/small.cfg" small.cfg
}

# change FILE EXPRESSION: a sed expression that must change something.
change() {
    sed "$2" "$1" >"$notes/changed"
    if cmp -s "$1" "$notes/changed"; then
        fail "nothing in $1 matches: $2"
    fi
    cat "$notes/changed" >"$1"
}

# place PATTERN: where a pattern first stands in the small scenario, as FILE:LINE.
place() {
    echo "small.cfg:$(grep -n -- "$1" "$top/tests/scenarios/small.cfg" | head -n 1 | cut -d: -f1)"
}

# wrong EXPRESSION LINE...: the small scenario, changed so, is refused with just these lines, and
# nothing is written. A leading @ stands for the file and the first changed line.
wrong() {
    small
    change small.cfg "$1"
    at=$(cmp small.cfg "$top/tests/scenarios/small.cfg" | sed 's/.* //')
    shift
    for line in "$@"; do
        case $line in
        @:*) printf 'small.cfg:%s%s\n' "$at" "${line#@}" ;;
        *) printf '%s\n' "$line" ;;
        esac
    done >"$notes/problems"
    entente check small.cfg
    exits 65
    prints_nothing
    check "says only: $(cat "$notes/problems")" cmp -s "$notes/problems" "$notes/err"
    entente run small.cfg
    exits 65
    prints_nothing
    check "run says only: $(cat "$notes/problems")" cmp -s "$notes/problems" "$notes/err"
    holds . small.cfg
}

# refused STATUS FILE LINE: check, run and show refuse a file with just this line, and write nothing.
refused() {
    expected=$1 file=$2 line=$3
    set -- $(ls -A)
    for command in check run show; do
        entente "$command" "$file"
        exits "$expected"
        prints_nothing
        says_only "$line"
        holds . "$@"
    done
}

# await WHAT SECONDS COMMAND...: repeats the command until it succeeds.
await() {
    what=$1 left=$(($2 * 20))
    shift 2
    until "$@"; do
        left=$((left - 1))
        if [ "$left" -le 0 ]; then
            fail "waited in vain: $what"
            return 1
        fi
        sleep 0.05
    done
}

# skip REASON: ends the case; the summary says why.
skip() {
    echo "$case: $1" >>"$notes/skipped"
    echo >"$notes/end"
    exit 0
}
