# How each scenario does against the control, metric by metric, from best to worst.
others = SCENARIOS - 1
SUBTITLE = (others > 1 ? 'From best to worst: mean' : 'Mean').' differences to the control, '.SCENARIO_TITLE[1]
LEGENDS = 3
array LEGEND_TEXT[3] = ['mean difference', '95 % interval, same luck in both', '95 % interval without that pairing']
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

# Rows of names and dots.
columns = METRICS == 1 || WIDTH < 520 ? 1 : 2
rows = (METRICS + columns - 1) / columns
GAP = 30.
CELL = (INNER - 8 - GAP * (columns - 1)) / columns
NAMES = 60.
do for [s = 2:SCENARIOS] {
    if (POINTS(SCENARIO_TITLE[s], 10.5) > NAMES) { NAMES = POINTS(SCENARIO_TITLE[s], 10.5) }
}
NAMES = NAMES > (columns == 1 ? 0.36 : 0.46) * CELL ? (columns == 1 ? 0.36 : 0.46) * CELL : NAMES + 1
PANEL_WIDTH = CELL - NAMES - 12
NAME_EMS = NAMES / 1.04 / 10.5
NAME_LINES = 1
MOST_NAME_LINES = others <= 3 ? 3 : 2
do for [s = 2:SCENARIOS] {
    k = LINES(SCENARIO_TITLE[s], NAME_EMS, MOST_NAME_LINES)
    if (k > NAME_LINES) { NAME_LINES = k }
}
LANE = 13 * NAME_LINES + 9. # the height of a scenario's row
PANEL_HEIGHT = LANE * others
TITLE_EMS_HERE = CELL / 1.04 / 12
TITLE_ROWS = 1
do for [i = 1:METRICS] {
    if (LINES(METRIC_TITLE[i], TITLE_EMS_HERE, 2) > TITLE_ROWS) { TITLE_ROWS = 2 }
}
ROW_HEIGHT = 16 * TITLE_ROWS + 20 + PANEL_HEIGHT + 52
HEIGHT = int(HEAD + 4 + rows * ROW_HEIGHT + FOOT)
load PLOTS.'/style.gp'
CELL_LEFT(i) = EDGE + (i - 1) % columns * (CELL + GAP)
LEFT(i) = CELL_LEFT(i) + NAMES + 12
TOP(i) = HEAD + 4 + (i - 1) / columns * ROW_HEIGHT + 16 * TITLE_ROWS + 20

# The order within each metric: the best on top, the undefined last.
AT(i, s) = (i - 1) * SCENARIOS + s
IS_DEFINED(x) = x == x
WORTH(i, s) = METRIC_BETTER[i] < 0 ? -DIFFERENCE_MEAN[AT(i, s)] : DIFFERENCE_MEAN[AT(i, s)]
IS_BETTER(i, a, b) = IS_DEFINED(WORTH(i, a)) && (!IS_DEFINED(WORTH(i, b)) || WORTH(i, a) > WORTH(i, b))
array ORDER[METRICS * others]
RANKED(i, r) = ORDER[(i - 1) * others + r]
do for [i = 1:METRICS] {
    do for [r = 1:others] {
        place = (i - 1) * others + r
        ORDER[place] = r + 1
        do for [k = r:2:-1] {
            place = (i - 1) * others + k
            if (IS_BETTER(i, ORDER[place], ORDER[place - 1])) { swap = ORDER[place]; ORDER[place] = ORDER[place - 1]; ORDER[place - 1] = swap }
        }
    }
}

# The range of each metric, zero included.
array LOW[METRICS]
array HIGH[METRICS]
do for [i = 1:METRICS] {
    LOW[i] = 0.; HIGH[i] = 0.
    do for [s = 2:SCENARIOS] {
        do for [x in sprintf('%.17g %.17g %.17g %.17g', DIFFERENCE_LOW[AT(i, s)], DIFFERENCE_HIGH[AT(i, s)], UNPAIRED_LOW[AT(i, s)], UNPAIRED_HIGH[AT(i, s)])] {
            if (IS_DEFINED(real(x)) && real(x) < LOW[i]) { LOW[i] = real(x) }
            if (IS_DEFINED(real(x)) && real(x) > HIGH[i]) { HIGH[i] = real(x) }
        }
    }
    if (LOW[i] == HIGH[i]) { LOW[i] = -1.; HIGH[i] = 1. }
    pad = 0.08 * (HIGH[i] - LOW[i])
    LOW[i] = LOW[i] - pad; HIGH[i] = HIGH[i] + pad
}
FROM_LEFT(i, x) = LEFT(i) + PANEL_WIDTH * (x - LOW[i]) / (HIGH[i] - LOW[i])

DOT = TERMINAL eq 'svg' ? 0.55 : TERMINAL eq 'png' ? 1.5 : 0.8
set label 90 '' at screen ACROSS(LEGEND_X[1] + 0.5 * SAMPLE), DOWN(LEGEND_Y[1]) point pointtype 7 pointsize DOT linecolor rgb '#555555'
set arrow 2 from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2]) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2]) nohead linecolor rgb '#555555' linewidth 4.5
set arrow 3 from screen ACROSS(LEGEND_X[3]), DOWN(LEGEND_Y[3]) to screen ACROSS(LEGEND_X[3] + SAMPLE), DOWN(LEGEND_Y[3]) nohead linecolor rgb '#555555' linewidth 1
do for [i = 1:METRICS] {
    k = LINES(METRIC_TITLE[i], TITLE_EMS_HERE, 2)
    do for [line = 1:k] {
        set label 1000 * i + line LINE(METRIC_TITLE[i], TITLE_EMS_HERE, 2, line) at screen ACROSS(CELL_LEFT(i)), DOWN(TOP(i) - 27 - 16 * (k - line)) left font ',12' textcolor rgb ink
    }
    set label 1000 * i + 10 'control' at screen ACROSS(FROM_LEFT(i, 0)), DOWN(TOP(i) - 8) center font ',10' textcolor rgb soft
    # The unit stands away from the side that is better.
    unit = SHORT(UNIT(METRIC_UNIT[i]), (PANEL_WIDTH - 60) / 1.04 / 10)
    foot = TOP(i) + PANEL_HEIGHT + 33
    if (METRIC_BETTER[i] > 0) {
        set label 1000 * i + 11 unit at screen ACROSS(LEFT(i)), DOWN(foot) left font ',10' textcolor rgb soft
        set label 1000 * i + 12 'better →' at screen ACROSS(LEFT(i) + PANEL_WIDTH), DOWN(foot) right font ',10' textcolor rgb soft
    }
    if (METRIC_BETTER[i] < 0) {
        set label 1000 * i + 11 unit at screen ACROSS(LEFT(i) + PANEL_WIDTH), DOWN(foot) right font ',10' textcolor rgb soft
        set label 1000 * i + 12 '← better' at screen ACROSS(LEFT(i)), DOWN(foot) left font ',10' textcolor rgb soft
    }
    if (METRIC_BETTER[i] == 0) {
        set label 1000 * i + 11 unit at screen ACROSS(LEFT(i) + 0.5 * PANEL_WIDTH), DOWN(foot) center font ',10' textcolor rgb soft
    }
    do for [r = 1:others] {
        s = RANKED(i, r)
        k = LINES(SCENARIO_TITLE[s], NAME_EMS, MOST_NAME_LINES)
        do for [line = 1:k] {
            set label 1000 * i + 10 * s + line + 100 LINE(SCENARIO_TITLE[s], NAME_EMS, MOST_NAME_LINES, line) at screen ACROSS(CELL_LEFT(i) + NAMES), DOWN(TOP(i) + LANE * (r - 0.5) + 13 * (line - 0.5 * (k + 1))) right font ',10.5' textcolor rgb ink
        }
        if (!IS_DEFINED(WORTH(i, s))) {
            side = LOW[i] + HIGH[i] > 0 ? 1 : -1
            if (side > 0) {
                set label 1000 * i + 10 * s + 106 'undefined' at screen ACROSS(FROM_LEFT(i, 0) + 8), DOWN(TOP(i) + LANE * (r - 0.5)) left font ',10' textcolor rgb soft
            } else {
                set label 1000 * i + 10 * s + 106 'undefined' at screen ACROSS(FROM_LEFT(i, 0) - 8), DOWN(TOP(i) + LANE * (r - 0.5)) right font ',10' textcolor rgb soft
            }
        }
    }
}
load PLOTS.'/frame.gp'

set border 1
unset ytics
set grid noytics xtics back linestyle 100
set errorbars 0
set yrange [0:others]
do for [i = 1:METRICS] {
    set lmargin at screen ACROSS(LEFT(i)); set rmargin at screen ACROSS(LEFT(i) + PANEL_WIDTH)
    set tmargin at screen DOWN(TOP(i)); set bmargin at screen DOWN(TOP(i) + PANEL_HEIGHT)
    set xrange [LOW[i]:HIGH[i]]
    set xtics NICE(HIGH[i] - LOW[i], PANEL_WIDTH / 42.)
    set arrow 1 from 0, 0 to 0, others nohead back linecolor rgb '#333333' linewidth 1.4
    plot for [r = 1:others] ORDER every ::0::0 using (DIFFERENCE_MEAN[AT(i, RANKED(i, r))]):(others - r + 0.5):(UNPAIRED_LOW[AT(i, RANKED(i, r))]):(UNPAIRED_HIGH[AT(i, RANKED(i, r))]) with xerrorbars pointtype 0 linecolor rgb SCENARIO_COLOUR(RANKED(i, r)) linewidth 1 notitle, \
         for [r = 1:others] '' every ::0::0 using (DIFFERENCE_MEAN[AT(i, RANKED(i, r))]):(others - r + 0.5):(DIFFERENCE_LOW[AT(i, RANKED(i, r))]):(DIFFERENCE_HIGH[AT(i, RANKED(i, r))]) with xerrorbars pointtype 0 linecolor rgb SCENARIO_COLOUR(RANKED(i, r)) linewidth 4.5 notitle, \
         for [r = 1:others] '' every ::0::0 using (DIFFERENCE_MEAN[AT(i, RANKED(i, r))]):(others - r + 0.5) with points pointtype 7 pointsize 1.25 * DOT linecolor rgb '#ffffff' notitle, \
         for [r = 1:others] '' every ::0::0 using (DIFFERENCE_MEAN[AT(i, RANKED(i, r))]):(others - r + 0.5) with points pointtype 7 pointsize DOT linecolor rgb SCENARIO_COLOUR(RANKED(i, r)) notitle
}
unset multiplot
