# The tables of the study's page, made of the sweeps in `out`; see docs/tables/tables.awk.

function quoted(line) {
    sub(/^[^"]*"/, "", line)
    sub(/";?$/, "", line)
    return line
}

# Titles, ranges and order of a sweep's factors, into factor_title[], range[sweep, NAME], names[].
function read_factors(sweep,    path, line, name, low, n) {
    path = out "/" sweep "/sweep.cfg"
    while ((getline line < path) > 0) {
        if (line ~ /^    name = /) {
            name = quoted(line)
            names[sweep, ++n] = name
        } else if (line ~ /^    title = /) {
            factor_title[name] = quoted(line)
        } else if (line ~ /^    low = /) {
            low = number(line)
        } else if (line ~ /^    high = /) {
            range[sweep, name] = low " to " number(line)
        } else if (line ~ /^    apply = "multiply"/) {
            times[name] = 1
        } else if (line ~ /^members = /) {
            members[sweep] = number(line)
        }
    }
    close(path)
    factor_count[sweep] = n
}

function number(line) {
    sub(/^[^=]*= /, "", line)
    sub(/L?;$/, "", line)
    return line + 0
}

function factors_table(    i, name) {
    print "| assumption | in the whole | nearer |"
    print "|---|---|---|"
    for (i = 1; i <= factor_count["settings"]; i++) {
        name = names["settings", i]
        print "| " factor_title[name] " | " range["settings", name] " | " range["near", name] " |"
    }
}

# Indices of a metric in a sweep into cell[NAME, INDEX], low[], high[]; order[] by `by`, largest first.
function read_indices(sweep, metric, by,    i, j, n, swap) {
    open_table(out "/" sweep "/sensitivity/sensitivity.csv")
    split("", order)
    while (next_row()) {
        if (of("metric") == metric && of("with") == "") {
            cell[metric, of("factor"), of("index")] = of("value") + 0 # a number, to be sorted as one
            from[metric, of("factor"), of("index")] = of("low")
            to[metric, of("factor"), of("index")] = of("high")
            if (of("index") == by) {
                order[++n] = of("factor")
            }
        }
    }
    for (i = 2; i <= n; i++) {
        for (j = i; j > 1 && cell[metric, order[j], by] > cell[metric, order[j - 1], by]; j--) {
            swap = order[j]; order[j] = order[j - 1]; order[j - 1] = swap
        }
    }
    return n
}

function interval(metric, name, index_name) {
    return brief(cell[metric, name, index_name]) " (" brief(from[metric, name, index_name]) " to " \
        brief(to[metric, name, index_name]) ")"
}

function screening_table(    i, name, n) {
    read_indices("screening", "max_drawdown", "mu_star")
    read_indices("screening", "readiness", "mu_star")
    n = read_indices("screening", "health_mean", "mu_star")
    print "| assumption | mean health: μ* | μ | σ | deepest fall: μ* | readiness: μ* |"
    print "|---|---|---|---|---|---|"
    for (i = 1; i <= 15 && i <= n; i++) {
        name = order[i]
        print "| " factor_title[name] " | " interval("health_mean", name, "mu_star") " | " \
            brief(cell["health_mean", name, "mu"]) " | " brief(cell["health_mean", name, "sigma"]) " | " \
            brief(cell["max_drawdown", name, "mu_star"]) " | " brief(cell["readiness", name, "mu_star"]) " |"
    }
}

# Which of the first twelve of the screening the indices leave out: they should be none.
function left_out(    i, k, n, known, list) {
    n = read_indices("screening", "health_mean", "mu_star")
    for (k = 1; k <= factor_count["indices"]; k++) {
        known[names["indices", k]] = 1
    }
    for (i = 1; i <= 12 && i <= n; i++) {
        if (!(order[i] in known)) {
            list = list (list == "" ? "" : ", ") factor_title[order[i]]
        }
    }
    print list == "" ? "All of the first twelve above are among them." : \
        "Among the first twelve above, but not here: " list "."
}

function indices_table(    i, n, name) {
    read_indices("indices", "max_drawdown", "total")
    read_indices("indices", "readiness", "total")
    n = read_indices("indices", "health_mean", "total")
    print "| assumption | mean health: total | alone | deepest fall: total | readiness: total |"
    print "|---|---|---|---|---|"
    for (i = 1; i <= n; i++) {
        name = order[i]
        print "| " factor_title[name] " | " interval("health_mean", name, "total") " | " \
            interval("health_mean", name, "first") " | " brief(cell["max_drawdown", name, "total"]) " | " \
            brief(cell["readiness", name, "total"]) " |"
    }
}

# The share of settings in which the scenario does better, worse, or cannot be told apart.
function spread_table(sweep,    better, worse, all) {
    open_table(out "/" sweep "/sensitivity/spread.csv")
    print "| outcome | helps | hurts | cannot be told | median difference | 90 % of settings |"
    print "|---|---|---|---|---|---|"
    while (next_row()) {
        all = of("settings")
        better = of("metric") in fewer ? of("less") : of("more")
        worse = of("metric") in fewer ? of("more") : of("less")
        print "| " metric_title[of("metric")] " | " share(better, all) " | " share(worse, all) " | " \
            share(all - better - worse, all) " | " brief(of("q50")) " | " brief(of("q05")) " to " \
            brief(of("q95")) " |"
    }
}

# Never all of the settings, or none of them, where it is not so.
function share(part, all,    p) {
    p = 100 * part / all
    return (part > 0 && p < 1 ? "< 1" : part < all && p > 99 ? "> 99" : sprintf("%.0f", p)) " %"
}

# Shares of mean health in a sweep, into helps[] and hurts[].
function read_shares(sweep) {
    open_table(out "/" sweep "/sensitivity/spread.csv")
    while (next_row()) {
        if (of("metric") == "health_mean") {
            helps[sweep] = share(of("more"), of("settings"))
            hurts[sweep] = share(of("less"), of("settings"))
        }
    }
}

function in_short(    i, name, list, n, first) {
    read_shares("settings")
    read_shares("near")
    for (i = 1; i <= factor_count["indices"]; i++) {
        name = names["indices", i]
        open_table(out "/switch-" name "/switch.csv")
        while (next_row()) {
            if (of("kind") == "root" || of("kind") == "jump") {
                list = list (list == "" ? "" : ", ") "*" factor_title[name] "*"
            }
        }
    }
    n = read_indices("indices", "health_mean", "total")
    for (i = 1; i <= 4; i++) {
        first = first (i == 1 ? "" : i == 4 ? " and " : ", ") "*" factor_title[order[i]] "*"
    }
    print "- With every assumption over its whole range at once, the new institutions raise mean health in " \
        helps["settings"] " of the settings and lower it in " hurts["settings"] "; with every range halved towards the" \
        " scenarios, in " helps["near"] " and " hurts["near"] "."
    for (i = 1; order[i] != "binding"; i++) {
    }
    print "- Of the " n " assumptions that matter most, " first " come first in what the spread is due to; how much the new" \
        " institutions bind comes as number " i "."
    print "- Moved one at a time, all else as in the scenarios, " (list == "" ? \
        "none of them turns the sign: it takes several together." : \
        "only these turn the sign: " list ". For all others it takes several together.")
}

function noise_table(    i, sweeps, n, least) {
    n = split("screening settings near indices", sweeps, " ")
    print "| sweep | points | members a point | Monte Carlo noise in the variance of mean health |"
    print "|---|---|---|---|"
    for (i = 1; i <= n; i++) {
        open_table(out "/" sweeps[i] "/sensitivity/spread.csv")
        while (next_row()) {
            if (of("metric") == "health_mean") {
                least = of("noise_share") < 0.01 ? "below 1 %" : sprintf("%.0f %%", 100 * of("noise_share"))
                print "| [" sweeps[i] ".cfg](" sweeps[i] ".cfg) | " of("points") " | " members[sweeps[i]] " | " least " |"
            }
        }
    }
}

# One assumption at a time: the least and the greatest difference over its range, and where it turns.
function alone_table(    i, name, low, high, turns) {
    print "| assumption, all else as in the scenarios | range | difference in mean health | turns at |"
    print "|---|---|---|---|"
    for (i = 1; i <= factor_count["indices"]; i++) {
        name = names["indices", i]
        low = high = turns = ""
        open_table(out "/switch-" name "/scan.csv")
        while (next_row()) {
            if (of("stage") == "scan" && of("difference") != "") {
                low = low == "" || of("difference") + 0 < low ? of("difference") + 0 : low
                high = high == "" || of("difference") + 0 > high ? of("difference") + 0 : high
            }
        }
        open_table(out "/switch-" name "/switch.csv")
        while (next_row()) {
            if (of("kind") == "root" || of("kind") == "jump") {
                turns = turns (turns == "" ? "" : ", ") brief(of("value")) " (" brief(of("low")) " to " \
                    brief(of("high")) ")"
            }
        }
        print "| " factor_title[name] " | " range["indices", name] " | " brief(low) " to " brief(high) \
            " | " (turns == "" ? "nowhere" : turns) " |"
    }
}

function make(name) {
    if (name == "in-short") in_short()
    else if (name == "factors") factors_table()
    else if (name == "screening") screening_table()
    else if (name == "left-out") left_out()
    else if (name == "indices") indices_table()
    else if (name == "settings") spread_table("settings")
    else if (name == "near") spread_table("near")
    else if (name == "noise") noise_table()
    else if (name == "alone") alone_table()
    else {
        print "tables.awk: no table " name > "/dev/stderr"
        exit 1
    }
}

BEGIN {
    read_factors("screening")
    read_factors("settings")
    read_factors("near")
    read_factors("indices")
    metric_title["health_mean"] = "mean health (points)"
    metric_title["health_sd"] = "deviation of health over time (points)"
    metric_title["max_drawdown"] = "deepest fall (points)"
    metric_title["readiness"] = "readiness in a crisis (−1 to 1)"
    metric_title["legitimacy_gap.KOR"] = "legitimacy gap, Korea (−1 to 1)"
    metric_title["autonomy_cost.KOR"] = "autonomy cost, Korea (−1 to 1)"
    fewer["health_sd"] = fewer["max_drawdown"] = fewer["legitimacy_gap.KOR"] = fewer["autonomy_cost.KOR"] = 1
}
