# Puts tables, made of CSV files, between the marks <!-- table NAME --> and <!-- end --> of a page. A
# file beside this one has make(NAME), which prints a table:
#
#   awk -v out=FOLDER -f docs/tables/tables.awk -f MAKE.awk PAGE

# A line of CSV into field[1] … field[fields], by name through column[]; quotes as in RFC 4180.
function split_line(line,    c, i, quoted) {
    fields = 1
    field[1] = ""
    quoted = 0
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\"" && quoted && substr(line, i + 1, 1) == "\"") {
            field[fields] = field[fields] "\""
            i++
        } else if (c == "\"") {
            quoted = !quoted
        } else if (c == "," && !quoted) {
            field[++fields] = ""
        } else {
            field[fields] = field[fields] c
        }
    }
}

function open_table(path,    i) {
    file = path
    if ((getline line < file) <= 0) {
        print "tables.awk: cannot read " file > "/dev/stderr"
        exit 1
    }
    split_line(line)
    delete column
    for (i = 1; i <= fields; i++) {
        column[field[i]] = i
    }
}

function next_row() {
    if ((getline line < file) <= 0) {
        close(file)
        return 0
    }
    split_line(line)
    return 1
}

function of(name) {
    return field[column[name]]
}

# Two figures, as for people.
function brief(x) {
    if (x == "") return "–"
    x += 0
    if (x == 0) return "0"
    return sprintf(x >= 10 || x <= -10 ? "%.0f" : x >= 1 || x <= -1 ? "%.1f" : "%.2f", x)
}

function percent(share) {
    return share == "" ? "–" : sprintf("%.0f", 100 * share)
}

/^<!-- table / {
    print
    print ""
    make($3)
    print ""
    skipping = 1
    next
}

/^<!-- end -->/ {
    skipping = 0
}

!skipping { print }
