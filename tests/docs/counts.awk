# How many claims of docs/claims.md are represented, and by what:
#
#   awk -f tests/docs/counts.awk docs/claims.md
#
# A claim counts as represented by a scenario when its third cell names one, as `NAME.cfg`; by a key,
# metric or variable only when that cell names these; as not represented when it says so. "In part"
# are those of the first two whose third cell begins with "in part".
BEGIN {
    FS = "|"
    sections = "ABCDEFG"
    title["A"] = "A. Governments and leaders"
    title["B"] = "B. Publics, cohorts, experts, narratives"
    title["C"] = "C. Institutions and channels"
    title["D"] = "D. Grievances and shocks"
    title["E"] = "E. External environment"
    title["F"] = "F. Domains"
    title["G"] = "G. Norms"
}
$2 ~ /^ [A-G][0-9]+ $/ {
    section = substr($2, 2, 1)
    claims[section]++
    if ($4 ~ /not represented/) missing[section]++
    else if ($4 ~ /\.cfg`/) told[section]++
    else known[section]++
    if ($4 ~ /^ in part/) partly[section]++
}
function row(name, all, by_scenario, by_key, none, part) {
    printf "| %s | %d | %d | %d | %d | %d |\n", name, all, by_scenario, by_key, none, part
}
END {
    print "| section | claims | by a scenario | by a key, metric or variable only | not represented | of the represented, in part |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= length(sections); i++) {
        s = substr(sections, i, 1)
        row(title[s], claims[s], told[s], known[s], missing[s], partly[s])
        all += claims[s]
        by_scenario += told[s]
        by_key += known[s]
        none += missing[s]
        part += partly[s]
    }
    row("all", all, by_scenario, by_key, none, part)
}
