# The tables of docs/validation.md, made of the CSV files in `out`; see docs/tables/tables.awk.

function coverage(level) {
    return of("coverage" level) == "" ? "–" : percent(of("coverage" level)) " (" \
        percent(of("coverage" level "_low")) "–" percent(of("coverage" level "_high")) ")"
}

# Scores by method of some waves in a split.
function scores(folder, waves, part,    first) {
    open_table(out "/" folder "/scores.csv")
    print "| method | waves | RMSE | model on these | bias | CRPS | log score | in 50 % band | in 90 % band |"
    print "|---|---|---|---|---|---|---|---|---|"
    while (next_row()) {
        if (of("waves") == waves && of("split") == part && of("lead_years") == "any") {
            first = of("method") == "model" ? "**model**" : title[of("method")]
            print "| " first " | " of("scored") " | " brief(of("rmse")) " | " \
                brief(of("model_rmse_same_waves")) " | " brief(of("bias")) " | " brief(of("crps")) \
                " | " brief(of("log_score")) " | " coverage(50) " | " coverage(90) " |"
        }
    }
}

# The model by poll: all waves, and those held out.
function by_poll(folder,    key, n, order, row) {
    open_table(out "/" folder "/scores.csv")
    while (next_row()) {
        if (of("method") == "model" && of("lead_years") == "any") {
            key = of("waves")
            if (of("split") == "all") {
                order[++n] = key
            }
            row[key, of("split")] = of("scored") " | " brief(of("rmse")) " | " brief(of("crps"))
        }
    }
    print "| waves of | all | RMSE | CRPS | held out | RMSE | CRPS |"
    print "|---|---|---|---|---|---|---|"
    for (key = 1; key <= n; key++) {
        print "| " order[key] " | " row[order[key], "all"] " | " \
            ((order[key], "held out") in row ? row[order[key], "held out"] : "0 | – | –") " |"
    }
}

# Every method by lead time, all waves.
function by_lead(folder,    m, n, methods, leads, count, cell, lead, seen) {
    count = split("0-2 2-5 5-10 10-20 20-", leads, " ")
    open_table(out "/" folder "/scores.csv")
    while (next_row()) {
        if (of("waves") == "all" && of("split") == "all" && of("lead_years") != "any") {
            if (!(of("method") in seen)) {
                seen[of("method")] = 1
                methods[++n] = of("method")
            }
            cell[of("method"), of("lead_years")] = brief(of("crps")) " (" of("scored") ")"
        }
    }
    print "| years from the start | 0–2 | 2–5 | 5–10 | 10–20 | 20 and more |"
    print "|---|---|---|---|---|---|"
    for (m = 1; m <= n; m++) {
        line = "| " (methods[m] == "model" ? "**model**" : title[methods[m]])
        for (lead = 1; lead <= count; lead++) {
            line = line " | " ((methods[m], leads[lead]) in cell ? cell[methods[m], leads[lead]] : "–")
        }
        print line " |"
    }
}

# How the polls were fitted.
function fits(folder) {
    open_table(out "/" folder "/polls.csv")
    print "| poll | curve | training waves | shift | slope | noise, logits | RMSE in training |"
    print "|---|---|---|---|---|---|---|"
    while (next_row()) {
        print "| " of("title") " | " of("curve") " | " of("training_waves") " | " brief(of("shift")) \
            (of("shift_error") != "" ? " ± " brief(of("shift_error")) : "") " | " brief(of("slope")) \
            (of("slope_error") != "" ? " ± " brief(of("slope_error")) : "") " | " brief(of("noise")) \
            " | " brief(of("training_rmse")) " |"
    }
}

# Held-out waves of a frozen start, all polls together.
function frozen(    k, n, starts, methods, m, seen, count, cell, waves) {
    n = split("2008 2017", starts, " ")
    for (k = 1; k <= n; k++) {
        open_table(out "/" starts[k] "/scores.csv")
        while (next_row()) {
            if (of("waves") == "all" && of("split") == "held out" && of("lead_years") == "any") {
                if (!(of("method") in seen)) {
                    seen[of("method")] = 1
                    methods[++count] = of("method")
                }
                cell[of("method"), k] = of("scored") " | " brief(of("rmse")) " | " \
                    brief(of("model_rmse_same_waves")) " | " brief(of("crps")) " | " percent(of("coverage90"))
            }
        }
    }
    print "| start | method | waves | RMSE | model on these | CRPS | in 90 % band, % |"
    print "|---|---|---|---|---|---|---|"
    for (k = 1; k <= n; k++) {
        for (m = 1; m <= count; m++) {
            if ((methods[m], k) in cell) {
                print "| " starts[k] " | " (methods[m] == "model" ? "**model**" : title[methods[m]]) " | " \
                    cell[methods[m], k] " |"
            }
        }
    }
}

# RMSE of the model when the rules' numbers change.
function rules(    k, n, kinds, name, factor, f) {
    n = split("grievances answers settlements outside leaders", kinds, " ")
    print "| changed | affinity JPN | relations JPN | relations KOR | favourability KOR | all |"
    print "|---|---|---|---|---|---|"
    print "| nothing |" rmse_row("1998") 
    for (k = 1; k <= n; k++) {
        for (f = 1; f <= 2; f++) {
            factor = f == 1 ? "0.5" : "1.5"
            name = kinds[k] "-x" factor
            print "| " what[kinds[k]] " × " factor " |" rmse_row(name)
        }
    }
}

function rmse_row(folder,    text, k, n, groups, found) {
    n = split("affinity JPN;relations JPN;relations KOR;favourability KOR;all", groups, ";")
    open_table(out "/" folder "/scores.csv")
    while (next_row()) {
        if (of("method") == "model" && of("split") == "all" && of("lead_years") == "any") {
            found[of("waves")] = brief(of("rmse"))
        }
    }
    for (k = 1; k <= n; k++) {
        text = text " " found[groups[k]] " |"
    }
    return text
}

# What surveys would find each autumn from the frozen start on: 5, 25, 50, 75 and 95 %.
function forecast(    name, row, n, order, year) {
    open_table(out "/2025/summary.csv")
    while (next_row()) {
        if (of("variable") ~ /^poll\./ && substr(of("date"), 6, 2) == "10") {
            name = substr(of("variable"), 6)
            if (!(name in row)) {
                order[++n] = name
            }
            row[name] = row[name] sprintf(" %.0f–%.0f–%.0f–%.0f–%.0f |", of("q05"), of("q25"), \
                of("q50"), of("q75"), of("q95"))
        }
    }
    print "| poll, percent | October 2025 | 2026 | 2027 | 2028 | 2029 | 2030 |"
    print "|---|---|---|---|---|---|---|"
    for (k = 1; k <= n; k++) {
        print "| " order[k] " |" row[order[k]]
    }
}

# Verdicts on the patterns, and what was measured.
function patterns(    k, n, order, verdict, measured, band, title_of, key, l, folders) {
    split("patterns-base patterns-1998", folders, " ")
    for (l = 1; l <= 2; l++) {
        open_table(out "/" folders[l] "/patterns.csv")
        while (next_row()) {
            key = of("pattern")
            if (!(key in title_of)) {
                title_of[key] = of("title")
                order[++n] = key
            }
            verdict[key, l] = of("verdict")
            if (of("quantity") != "") {
                band = of("low") == "" && of("high") == "" ? "" : \
                    " [" (of("low") == "" ? "" : brief(of("low"))) " … " (of("high") == "" ? "" : brief(of("high"))) "]"
                measured[key, l] = measured[key, l] (measured[key, l] == "" ? "" : "<br>") \
                    of("quantity") ": " brief(of("measured")) band
            } else if (of("why") != "") {
                measured[key, l] = of("why")
            }
        }
    }
    print "| pattern | base | measured [band] | 1998 | measured [band] |"
    print "|---|---|---|---|---|"
    for (k = 1; k <= n; k++) {
        key = order[k]
        print "| **" key "** " title_of[key] " | " verdict[key, 1] " | " measured[key, 1] " | " \
            verdict[key, 2] " | " measured[key, 2] " |"
    }
}

# Where a baseline has a smaller CRPS or RMSE than the model on the same waves.
function beaten(    any) {
    open_table(out "/1998/scores.csv")
    print "| waves | method | waves scored | its RMSE | model | its CRPS | model |"
    print "|---|---|---|---|---|---|---|"
    while (next_row()) {
        if (of("method") != "model" && of("lead_years") == "any" && of("split") != "training" && \
            (of("crps") + 0 < of("model_crps_same_waves") + 0 || of("rmse") + 0 < of("model_rmse_same_waves") + 0)) {
            print "| " of("waves") ", " of("split") " | " title[of("method")] " | " of("scored") " | " \
                brief(of("rmse")) " | " brief(of("model_rmse_same_waves")) " | " brief(of("crps")) " | " \
                brief(of("model_crps_same_waves")) " |"
            any = 1
        }
    }
    if (!any) {
        print "| none | | | | | | |"
    }
}

# What was asked of the model, and what it does.
function targets(    row) {
    open_table(out "/1998/scores.csv")
    while (next_row()) {
        if (of("method") == "model" && of("split") == "all" && of("lead_years") == "any") {
            row[of("waves")] = sprintf("%.2f", of("rmse")) " | " of("scored")
        }
    }
    print "| polls fitted to waves before 2017, all waves | RMSE, points | waves | at most |"
    print "|---|---|---|---|"
    print "| affinity, Japan (Cabinet Office, both modes) | " row["affinity JPN"] " | 5 |"
    print "| \"relations are good\", Japan | " row["relations JPN"] " | 8 |"
    print "| \"relations are good\", Korea | " row["relations KOR"] " | 8 |"
    print "| favourable to Japan, Korea | " row["favourability KOR"] " | 8 |"
}

# The transform of every wave by the model: how many fell in each tenth of its forecast.
function pit(folder,    line1, line2) {
    open_table(out "/" folder "/pit.csv")
    line1 = "| waves |"
    line2 = "|---|"
    while (next_row()) {
        if (of("method") == "model" && of("split") == "all") {
            line1 = line1 " " of("waves") " |"
        }
    }
    print "| tenth of the forecast | 1st | 2nd | 3rd | 4th | 5th | 6th | 7th | 8th | 9th | 10th |"
    print "|---|---|---|---|---|---|---|---|---|---|---|"
    print line1
}

function make(name) {
    if (name == "fits") fits("1998")
    else if (name == "scores-all") scores("1998", "all", "all")
    else if (name == "scores-held-out") scores("1998", "all", "held out")
    else if (name == "scores-affinity") scores("1998", "affinity JPN", "all")
    else if (name == "scores-relations") scores("1998", "relations JPN", "all")
    else if (name == "scores-favourability") scores("1998", "favourability KOR", "all")
    else if (name == "by-poll") by_poll("1998")
    else if (name == "by-lead") by_lead("1998")
    else if (name == "pit") pit("1998")
    else if (name == "frozen") frozen()
    else if (name == "frozen-2025") forecast()
    else if (name == "targets") targets()
    else if (name == "beaten") beaten()
    else if (name == "rules") rules()
    else if (name == "patterns") patterns()
    else {
        print "tables.awk: no table " name > "/dev/stderr"
        exit 1
    }
}

BEGIN {
    title["model_no_record"] = "model without the record"
    title["persistence"] = "persistence"
    title["climatology"] = "climatology"
    title["trend"] = "linear trend"
    title["clock"] = "five-year clock"
    title["ar1"] = "AR(1)"
    title["ar1_record"] = "AR(1) with the event record"
    title["persistence_known"] = "persistence, previous wave known"
    title["ar1_known"] = "AR(1), previous wave known"
    what["grievances"] = "grievances"
    what["answers"] = "answers and suspensions"
    what["settlements"] = "agreements, summits, channels"
    what["outside"] = "threats, pressure, alliance"
    what["leaders"] = "weight of leaders"
}
