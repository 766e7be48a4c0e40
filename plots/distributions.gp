# How members are spread over each key metric, under every scenario: one panel a metric.
SUBTITLE = 'Key metrics of each member: the share of members in each class of values, in %'
DISTRIBUTIONS = DATA.'/distributions.csv'
n = SCENARIOS
LEGENDS = n
array LEGEND_TEXT[n]
do for [s = 1:n] { LEGEND_TEXT[s] = (s == 1 ? 'Control: ' : '').SCENARIO_TITLE[s] }
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

columns = METRICS == 1 ? 1 : METRICS == 2 || METRICS == 4 || WIDTH < 520 ? 2 : 3
rows = (METRICS + columns - 1) / columns
GAP = 44.
GRID_LEFT = EDGE + 26
PANEL_WIDTH = (WIDTH - EDGE - 6 - GRID_LEFT - GAP * (columns - 1)) / columns
PANEL_HEIGHT = columns == 1 ? 260. : columns == 2 ? 180. : 140.
PANEL_EMS = (PANEL_WIDTH + 26) / 1.04 / 12
TITLE_ROWS = 1
do for [i = 1:METRICS] {
    if (LINES(METRIC_TITLE[i], PANEL_EMS, 2) > TITLE_ROWS) { TITLE_ROWS = 2 }
}
ROW_HEIGHT = 16 * TITLE_ROWS + 4 + PANEL_HEIGHT + 48
HEIGHT = int(HEAD + 6 + rows * ROW_HEIGHT + FOOT)
load PLOTS.'/style.gp'
LEFT(i) = GRID_LEFT + (i - 1) % columns * (PANEL_WIDTH + GAP)
TOP(i) = HEAD + 6 + (i - 1) / columns * ROW_HEIGHT + 16 * TITLE_ROWS + 4

# The range of each metric and its fullest class.
array LOW[METRICS]
array HIGH[METRICS]
array MOST[METRICS]
array REMARK[METRICS] # where there is nothing to draw
do for [i = 1:METRICS] {
    first = (i - 1) * n
    last = CLASS_COUNT[i] - 1
    LOW[i] = 0.; HIGH[i] = 1.; MOST[i] = 0.; REMARK[i] = 'undefined in every scenario'
    if (last >= 0) {
        stats DISTRIBUTIONS skip CLASS_LINE[first + 1] every ::0::0 using 3 nooutput
        LOW[i] = STATS_min
        stats DISTRIBUTIONS skip CLASS_LINE[first + 1] every ::last::last using 4 nooutput
        HIGH[i] = STATS_max
        REMARK[i] = LOW[i] >= HIGH[i] ? 'always '.gprintf('%h', LOW[i]) : last == 0 ? 'always from '.gprintf('%h', LOW[i]).' to '.gprintf('%h', HIGH[i]) : ''
        if (LOW[i] >= HIGH[i]) { LOW[i] = LOW[i] - 0.5; HIGH[i] = LOW[i] + 1 }
    }
    do for [s = 1:(last >= 0 ? n : 0)] {
        stats DISTRIBUTIONS skip CLASS_LINE[first + s] every ::0::last using (100 * $5) nooutput
        if (STATS_max > MOST[i]) { MOST[i] = STATS_max }
    }
    if (MOST[i] == 0) { MOST[i] = 1. }
}

set object 1 rectangle from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1] + 5.5) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1] - 5) fillcolor rgb '#dedede' fillstyle solid noborder
do for [s = 1:n] {
    y = LEGEND_Y[s] - (s == 1 ? 5 : 0) # the control's line is the upper edge of its area
    set arrow s from screen ACROSS(LEGEND_X[s]), DOWN(y) to screen ACROSS(LEGEND_X[s] + SAMPLE), DOWN(y) nohead front linecolor rgb SCENARIO_COLOUR(s) linewidth 2 dashtype SCENARIO_DASH(s)
}
do for [i = 1:METRICS] {
    do for [k = 1:LINES(METRIC_TITLE[i], PANEL_EMS, 2)] {
        set label 100 + 10 * i + k LINE(METRIC_TITLE[i], PANEL_EMS, 2, k) at screen ACROSS(LEFT(i) - 26), DOWN(TOP(i) - 12 - 16 * (LINES(METRIC_TITLE[i], PANEL_EMS, 2) - k)) left font ',12' textcolor rgb ink
    }
    set label 200 + i SHORT(UNIT(METRIC_UNIT[i]), PANEL_EMS) at screen ACROSS(LEFT(i) + 0.5 * PANEL_WIDTH), DOWN(TOP(i) + PANEL_HEIGHT + 34) center font ',10' textcolor rgb soft
}
load PLOTS.'/frame.gp'
unset object

do for [i = 1:METRICS] {
    set lmargin at screen ACROSS(LEFT(i)); set rmargin at screen ACROSS(LEFT(i) + PANEL_WIDTH)
    set tmargin at screen DOWN(TOP(i)); set bmargin at screen DOWN(TOP(i) + PANEL_HEIGHT)
    first = (i - 1) * n
    last = CLASS_COUNT[i] - 1
    pad = 0.02 * (HIGH[i] - LOW[i])
    set xrange [LOW[i] - pad:HIGH[i] + pad]
    set yrange [0:1.05 * MOST[i]]
    set xtics NICE(HIGH[i] - LOW[i], PANEL_WIDTH / 42.)
    set ytics NICE(MOST[i], PANEL_HEIGHT / 32.)
    if (REMARK[i] ne '') {
        unset ytics
        set label 1 REMARK[i] at graph 0.5, 0.5 center font ',10' textcolor rgb soft
        plot -1 notitle
        unset label 1
        set ytics nomirror out scale TIC textcolor rgb ink font ',11'
        continue
    }
    plot DISTRIBUTIONS skip CLASS_LINE[first + 1] every ::0::last using 3:(100 * $5) with fillsteps fillcolor rgb '#dedede' fillstyle solid noborder notitle, \
         '' skip CLASS_LINE[first + 1] every ::last::last using (0.5 * ($3 + $4)):(100 * $5):($4 - $3) with boxes fillcolor rgb '#dedede' fillstyle solid noborder notitle, \
         for [s = 1:n] '' skip CLASS_LINE[first + s] every ::0::last using (0.5 * ($3 + $4)):(100 * $5) with histeps linecolor rgb SCENARIO_COLOUR(s) linewidth 1.6 dashtype SCENARIO_DASH(s) notitle
}
unset multiplot
