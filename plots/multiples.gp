# Small multiples: relationship health under every scenario in a panel of its own, with the median of
# the control in each.
if (TERMINAL eq 'dumb') { exit }
n = SCENARIOS

SUBTITLE = 'Relationship health, 0 to 100: median; bands hold 50 and 90 % of members. Grey: median of the control, '.SCENARIO_TITLE[1]
LEGENDS = 0
load PLOTS.'/compare.gp'

columns = WIDTH < 520 ? 2 : n <= 4 ? 2 : 3
columns = n < columns ? n : columns
rows = (n + columns - 1) / columns
AXIS_ROOM = 30.
GAP = 22.
PANEL_WIDTH = (INNER - AXIS_ROOM - 8 - GAP * (columns - 1)) / columns
PANEL_HEIGHT = columns == 2 ? 150. : 115.
PANEL_EMS = (PANEL_WIDTH + 8) / 1.04 / 11
MEAN_ROWS = PANEL_WIDTH > 240 ? 1 : 2
array PANEL_TITLE_LINES[n]
array ROW_TOP[rows] # of the panels' axes
array ROW_LINES[rows]
top = HEAD + 4.
do for [row = 1:rows] {
    ROW_LINES[row] = 1
    do for [column = 1:columns] {
        s = (row - 1) * columns + column
        if (s <= n) {
            PANEL_TITLE_LINES[s] = LINES(SCENARIO_TITLE[s], PANEL_EMS, 2)
            if (PANEL_TITLE_LINES[s] > ROW_LINES[row]) { ROW_LINES[row] = PANEL_TITLE_LINES[s] }
        }
    }
    ROW_TOP[row] = top + 14 * (ROW_LINES[row] + MEAN_ROWS) + 6 + FLAG_ROOM
    top = ROW_TOP[row] + PANEL_HEIGHT + 36
}
HEIGHT = int(top + FOOT)
load PLOTS.'/style.gp'
LEFT(s) = EDGE + AXIS_ROOM + ((s - 1) % columns) * (PANEL_WIDTH + GAP)
TOP(s) = ROW_TOP[(s - 1) / columns + 1]
SIGNED(x) = (x < 0 ? '−' : '+').sprintf('%.1f', abs(x))
# The first key metric is mean health.
MEAN(s) = METRIC_MEAN[s] == METRIC_MEAN[s] ? sprintf('mean health %.1f', METRIC_MEAN[s]) : 'mean health undefined'
GAIN(s) = s == 1 ? 'the control' : DIFFERENCE_MEAN[s] == 0 && DIFFERENCE_LOW[s] == DIFFERENCE_HIGH[s] ? 'as the control' : DIFFERENCE_MEAN[s] == DIFFERENCE_MEAN[s] ? SIGNED(DIFFERENCE_MEAN[s]).' (95 %: '.SIGNED(DIFFERENCE_LOW[s]).' to '.SIGNED(DIFFERENCE_HIGH[s]).')' : 'no difference defined'
do for [s = 1:n] {
    below = TOP(s) - FLAG_ROOM - 11 # the last line
    do for [l = 1:PANEL_TITLE_LINES[s]] {
        set label 1000 + 10 * s + l LINE(SCENARIO_TITLE[s], PANEL_EMS, 2, l) at screen ACROSS(LEFT(s) - 2), DOWN(below - 14 * (MEAN_ROWS + PANEL_TITLE_LINES[s] - l)) left font ',11' textcolor rgb ink
    }
    if (MEAN_ROWS == 1) {
        set label 1000 + 10 * s + 5 SHORT(MEAN(s).', '.GAIN(s), (PANEL_WIDTH + 12) / 1.04 / 10) at screen ACROSS(LEFT(s) - 2), DOWN(below) left font ',10' textcolor rgb soft
    } else {
        set label 1000 + 10 * s + 5 MEAN(s) at screen ACROSS(LEFT(s) - 2), DOWN(below - 14) left font ',10' textcolor rgb soft
        set label 1000 + 10 * s + 6 GAIN(s) at screen ACROSS(LEFT(s) - 2), DOWN(below) left font ',10' textcolor rgb soft
    }
}
load PLOTS.'/frame.gp'

AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9.
load PLOTS.'/dates.gp'
set yrange [0:100]
do for [s = 1:n] {
    unset label; unset arrow
    FLAG_SHOWN(i) = FLAG_IN[(i - 1) * n + s]
    FLAG_LEFT = LEFT(s); FLAG_TOP = TOP(s)
    load PLOTS.'/flags.gp'
    set lmargin at screen ACROSS(LEFT(s)); set rmargin at screen ACROSS(LEFT(s) + PANEL_WIDTH)
    set tmargin at screen DOWN(TOP(s)); set bmargin at screen DOWN(TOP(s) + PANEL_HEIGHT)
    if ((s - 1) % columns == 0) { set ytics 25 font ',10.5'; set format y '%h' } else { set format y '' }
    plot SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):6:10 with filledcurves fillcolor rgb '#cfe3f1' fillstyle solid noborder notitle, \
         '' skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb '#8fbfdf' fillstyle solid noborder notitle, \
         SUMMARY_FILE[1] skip HEALTH_LINE[1] every ::0::STEPS using (START + $1):8 with lines linecolor rgb '#777777' linewidth (s == 1 ? 0 : 1.6) notitle, \
         SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):8 with lines linecolor rgb blue linewidth 2 notitle
}
unset multiplot
