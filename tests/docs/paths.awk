# The paths of all keys that `entente show SCENARIO --resolved` prints, a line each: elements by their
# names, effects by their type, as `entente show --keys` writes them.
function path(    i, text) {
    text = ""
    for (i = 1; i <= depth; i++)
        if (part[i] != "") text = text (text == "" ? "" : ".") part[i]
    return text
}
{
    line = $0
    gsub(/^ +| +$/, "", line)
}
line ~ /^[A-Za-z][A-Za-z0-9_+-]* = [({]$/ {
    part[++depth] = line
    sub(/ = .*/, "", part[depth])
    next
}
line == "{" {
    depth++
    part[depth] = ""
    next
}
# An element may end its list, too: "} );".
line ~ /^\}/ {
    depth--
    if (line ~ /\)/) depth--
    next
}
line ~ /^\)/ {
    depth--
    next
}
line ~ / = / {
    key = line
    sub(/ = .*/, "", key)
    value = line
    sub(/^[^=]*= "?/, "", value)
    if (value !~ /^\{/) sub(/"?;.*/, "", value)
    effect = part[depth] == "" && part[depth - 1] == "effects"
    if (depth > 0 && part[depth] == "" && key == (effect ? "type" : "name"))
        part[depth] = effect ? "(" value ")" : value
    here = path()
    here = here (here == "" ? "" : ".") key
    # A map stands on one line: "hits = { security = 0.3; };".
    if (value !~ /^\{/) {
        print here
        next
    }
    gsub(/[{}]/, "", value)
    count = split(value, entries, ";")
    for (i = 1; i <= count; i++)
        if (split(entries[i], entry, "=") == 2) {
            gsub(/ /, "", entry[1])
            print here "." entry[1]
        }
}
