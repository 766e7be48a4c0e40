# Prints the means of two metrics.csv files beside each other, rounded to two figures.
function brief(x,    size) {
    if (x == "") return "-"
    size = x < 0 ? -x : x
    return sprintf(size >= 9.95 ? "%.0f" : size >= 0.995 ? "%.1f" : "%.2g", x)
}
FNR == 1 { file++; next }
file == 1 { first[$1] = $4; next }
FNR == 2 { printf "\n%-28s %16s %18s\n", "mean over 1000 members", "fits and starts", "institutionalised" }
$1 !~ /\./ || $1 ~ /^(grievance_mean|legitimacy_gap|autonomy_cost)\./ {
    printf "%-28s %16s %18s  %s\n", $1, brief(first[$1]), brief($4), $2
}
END { print "\nA comparison of assumptions, not a forecast.\n" }
