# Checks docs/claims.md against what the program knows. Reads, in this order, tables separated by
# tabs and then the page:
#
#   keys     a path as `entente show --keys` lists it, and its evidence tag, if it has one
#   files    a scenario's name, and its `claims`
#   known    a scenario's name, and a path, metric or variable that it has
#
# Prints what is wrong, a line each: a rule's name, a colon, and the text.
BEGIN {
    FS = "\t"
    ordered = "A25 B23 C49 D14 E16 F6 G10" # sections, and their last claims
    strength["evidence"] = 1
    strength["judgement"] = 2
    strength["deep uncertainty"] = 3
    name = "[A-Za-z0-9_+-]+"
}
function wrong(rule, text) {
    print rule ": " text
}
# A path with places for names, as a regular expression.
function pattern(path) {
    gsub(/[.()+]/, "[&]", path)
    gsub(/NAME/, name, path)
    return "^" path "$"
}
function trimmed(text) {
    gsub(/^ +| +$/, "", text)
    return text
}
FILENAME == keys {
    tag[$1] = $2
    shape[$1] = pattern($1)
    # Whole groups and elements may be named, too.
    for (path = $1; sub(/[.][^.]*$/, "", path);) if (!(path in group)) group[path] = pattern(path)
    next
}
FILENAME == files {
    exists[$1] = 1
    claimed[$1] = $2
    next
}
FILENAME == known {
    has[$1, $2] = 1
    thing[$1, ++things[$1]] = $2
    for (path = $2; sub(/[.][^.]*$/, "", path);) has[$1, path] = 1
    next
}
# The evidence tag of the key that a word of the page names; "" for another word.
function tag_of(word,    key) {
    if (word in tag) return tag[word]
    for (key in shape) if (word ~ shape[key]) return tag[key]
    return ""
}
# Does a scenario have it? With NAME in it, any name will do there.
function has_it(file, word,    i, shape_of_word) {
    if ((file, word) in has) return 1
    if (word !~ /NAME/) return 0
    shape_of_word = pattern(word)
    for (i = 1; i <= things[file]; i++) if (thing[file, i] ~ shape_of_word) return 1
    return 0
}
# Is it a key, or a group of keys? Or does base, or a scenario that the row names, have it?
function is_known(word,    i) {
    if (word in tag || word in group || has_it("base", word)) return 1
    for (i = 1; i <= named; i++) if (has_it(row_files[i], word)) return 1
    return 0
}
# Collects the words in backticks of a cell into words[]; returns how many.
function collect(cell,    count) {
    count = 0
    while (match(cell, /`[^`]*`/)) {
        words[++count] = substr(cell, RSTART + 1, RLENGTH - 2)
        cell = substr(cell, RSTART + RLENGTH)
    }
    return count
}
# Remembers the scenarios that a cell names.
function note_files(number, cell, binding,    i, count, file) {
    count = collect(cell)
    for (i = 1; i <= count; i++) {
        if (words[i] !~ /[.]cfg$/) continue
        file = words[i]
        sub(/[.]cfg$/, "", file)
        if (!(file in exists)) wrong("scenarios", number ": no scenario " words[i])
        row_files[++named] = file
        if (binding) {
            names[number, file] = 1
            pairs[++pair_count] = number "\t" file
        }
    }
}
function check_words(number, cell,    i, count) {
    count = collect(cell)
    for (i = 1; i <= count; i++) {
        if (words[i] ~ /[.]cfg$/ || is_known(words[i])) continue
        wrong("words", number ": `" words[i] "` is no key, metric or variable of base or of a scenario in the row")
    }
}
# The tag in brackets at the end must be as weak as the weakest of the keys named.
function check_tag(number, cell, how,    i, count, own, least) {
    own = how
    if (!match(own, /[(](evidence|judgement|deep uncertainty)[)]$/)) {
        wrong("tags", number ": no evidence tag at the end: " how)
        return
    }
    own = substr(own, RSTART + 1, RLENGTH - 2)
    count = collect(cell)
    for (i = 1; i <= count; i++) {
        least = tag_of(words[i])
        if (least != "" && strength[least] > strength[own])
            wrong("tags", number ": tagged " own ", but `" words[i] "` is " least)
    }
}
function check_row(number, claim, cell, how) {
    if (claim !~ /[(]00[0-4](, 00[0-4])*[)]$/) wrong("seeds", number ": no seed at the end: " claim)
    if (claim == "" || cell !~ /[A-Za-z]/ || how !~ /[A-Za-z]/) wrong("cells", number ": an empty cell")
    named = 0
    note_files(number, cell, 1)
    note_files(number, how, 0)
    check_words(number, cell)
    check_words(number, how)
    if (cell == "not represented") return
    if (cell !~ /`/) wrong("cells", number ": names nothing, and does not say \"not represented\"")
    check_tag(number, cell, how)
}
/^\| [A-Z][0-9]+ \|/ {
    count = split($0, field, "|")
    number = trimmed(field[2])
    if (count != 6) wrong("cells", number ": " count - 2 " cells, expected 4")
    if (seen[number]++) wrong("numbers", number " is there more than once")
    rows++
    check_row(number, trimmed(field[3]), trimmed(field[4]), trimmed(field[5]))
}
function check_numbers(    i, j, count, section, list, last) {
    count = split(ordered, section, " ")
    for (i = 1; i <= count; i++) {
        last = substr(section[i], 2) + 0
        for (j = 1; j <= last; j++) {
            list[substr(section[i], 1, 1) j] = 1
            if (!((substr(section[i], 1, 1) j) in seen)) wrong("numbers", substr(section[i], 1, 1) j " is missing")
        }
    }
    for (number in seen) if (!(number in list)) wrong("numbers", number " is no claim")
    if (rows != 143) wrong("numbers", rows " rows, expected 143")
}
END {
    check_numbers()
    for (file in claimed) {
        count = split(claimed[file], word, / *, */)
        for (i = 1; i <= count; i++) {
            number = trimmed(word[i])
            claims[number, file] = 1
            if (!(number in seen)) wrong("claims", file ".cfg claims " number ", which is no claim")
            else if (!((number, file) in names)) wrong("claims", file ".cfg claims " number ", of which the row does not name it")
        }
    }
    for (i = 1; i <= pair_count; i++) {
        split(pairs[i], word, "\t")
        if (word[2] in exists && !((word[1], word[2]) in claims)) wrong("named", word[2] ".cfg does not claim " word[1])
    }
}
