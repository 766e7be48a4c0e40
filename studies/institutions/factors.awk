# The factors of a resolved sweep, one a line: name, low, high, paths.
function value(line) {
    sub(/^[^=]*= /, "", line)
    sub(/;$/, "", line)
    gsub(/[][",]/, "", line)
    gsub(/^ +| +$/, "", line)
    return line
}
/^    name = / { name = value($0) }
/^    paths = / { paths = value($0) }
/^    low = / { low = value($0) }
/^    high = / { print name, low, value($0), paths }
