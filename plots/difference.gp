# What each scenario changes: health minus the control's, member by member, one panel a scenario.
SUBTITLE = 'Relationship health under each scenario minus the same member’s under the control, '.SCENARIO_TITLE[1]
DIFFERENCES = DATA.'/differences.csv'
n = SCENARIOS - 1
LEGENDS = 3
array LEGEND_TEXT[3] = ['mean, with its 95 % interval', '50 % of members', '90 % of members']
load PLOTS.'/compare.gp'

# Panels in rows; titles of a row take as many lines as its longest.
columns = n == 1 ? 1 : n == 2 || n == 4 || WIDTH < 520 ? 2 : 3
rows = (n + columns - 1) / columns
GRID_LEFT = EDGE + 60
GAP = 26.
PANEL_WIDTH = (WIDTH - EDGE - 6 - GRID_LEFT - GAP * (columns - 1)) / columns
PANEL_HEIGHT = columns == 1 ? 290. : columns == 2 ? 210. : 165.
PANEL_EMS = (PANEL_WIDTH + 6) / 1.04 / 12
array PANEL_TITLE_LINES[n]
array ROW_LINES[rows]
array ROW_TOP[rows] # of the panels' axes
top = HEAD + 6.
do for [row = 1:rows] {
    ROW_LINES[row] = 1
    do for [column = 1:columns] {
        i = (row - 1) * columns + column
        if (i <= n) {
            PANEL_TITLE_LINES[i] = LINES(SCENARIO_TITLE[i + 1], PANEL_EMS, 3)
            if (PANEL_TITLE_LINES[i] > ROW_LINES[row]) { ROW_LINES[row] = PANEL_TITLE_LINES[i] }
        }
    }
    ROW_TOP[row] = top + 16 * ROW_LINES[row] + 4 + FLAG_ROOM
    top = ROW_TOP[row] + PANEL_HEIGHT + 42
}
HEIGHT = int(top - 6 + FOOT)
load PLOTS.'/style.gp'

# One range for all panels, zero included; equal worlds get -1 to 1.
low = 0.; high = 0.
array EQUAL[n]
do for [s = 2:SCENARIOS] {
    stats DIFFERENCES skip DIFFERENCE_LINE[s] every ::0::STEPS using 8 nooutput
    if (STATS_min < low) { low = STATS_min }
    stats DIFFERENCES skip DIFFERENCE_LINE[s] every ::0::STEPS using 12 nooutput
    if (STATS_max > high) { high = STATS_max }
    stats DIFFERENCES skip DIFFERENCE_LINE[s] every ::0::STEPS using (abs($5) + abs($8) + abs($12) + (valid(6) ? $6 : 0)) nooutput
    EQUAL[s - 1] = STATS_max == 0
}
if (low == high) { low = -1.; high = 1. }
pad = 0.06 * (high - low)
low = low - pad; high = high + pad

# Greys in the legend stand for the colour of each panel.
do for [i = 2:3] {
    set object i rectangle from screen ACROSS(LEGEND_X[i]), DOWN(LEGEND_Y[i] + 5.5) to screen ACROSS(LEGEND_X[i] + SAMPLE), DOWN(LEGEND_Y[i] - 5.5) fillcolor rgb (i == 2 ? '#a8a8a8' : '#d9d9d9') fillstyle solid noborder
}
set object 1 rectangle from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1] + 3.5) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1] - 3.5) fillcolor rgb '#a8a8a8' fillstyle solid noborder
set arrow 1 from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1]) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1]) nohead front linecolor rgb '#333333' linewidth 2
do for [i = 1:n] {
    row = (i - 1) / columns + 1; column = (i - 1) % columns
    do for [k = 1:PANEL_TITLE_LINES[i]] {
        set label 100 + 10 * i + k LINE(SCENARIO_TITLE[i + 1], PANEL_EMS, 3, k) at screen ACROSS(GRID_LEFT + column * (PANEL_WIDTH + GAP)), DOWN(ROW_TOP[row] - FLAG_ROOM - 12 - 16 * (PANEL_TITLE_LINES[i] - k)) left font ',12' textcolor rgb ink
    }
}
set label 99 'points of health, scenario − control' at screen ACROSS(EDGE + 6), DOWN(0.5 * (ROW_TOP[1] + ROW_TOP[rows] + PANEL_HEIGHT)) center rotate by 90 font ',11' textcolor rgb soft
load PLOTS.'/frame.gp'
unset object

AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9.5
load PLOTS.'/dates.gp'
set yrange [low:high]
set ytics NICE(high - low, PANEL_HEIGHT / 32.)
set style fill transparent solid 0.25 noborder
do for [i = 1:n] {
    s = i + 1
    row = (i - 1) / columns + 1; column = (i - 1) % columns
    left = GRID_LEFT + column * (PANEL_WIDTH + GAP)
    set lmargin at screen ACROSS(left); set rmargin at screen ACROSS(left + PANEL_WIDTH)
    set tmargin at screen DOWN(ROW_TOP[row]); set bmargin at screen DOWN(ROW_TOP[row] + PANEL_HEIGHT)
    FLAG_SHOWN(i) = FLAG_IN[(i - 1) * SCENARIOS + 1] || FLAG_IN[(i - 1) * SCENARIOS + s]
    FLAG_LEFT = left; FLAG_TOP = ROW_TOP[row]
    load PLOTS.'/flags.gp'
    if (column == 0) { set format y '%h' } else { set format y '' }
    if (EQUAL[i]) { set label 1 'no difference in any member' at graph 0.03, first 0.07 * (high - low) left font ',10' textcolor rgb soft }
    plot DIFFERENCES skip DIFFERENCE_LINE[s] every ::0::STEPS using (START + $1):8:12 with filledcurves fillcolor rgb SCENARIO_COLOUR(s) notitle, \
         '' skip DIFFERENCE_LINE[s] every ::0::STEPS using (START + $1):9:11 with filledcurves fillcolor rgb SCENARIO_COLOUR(s) notitle, \
         0 with lines linecolor rgb '#333333' linewidth 1.4 notitle, \
         '' skip DIFFERENCE_LINE[s] every ::0::STEPS using (START + $1):($5 - 1.96 * $7):($5 + 1.96 * $7) with filledcurves fillcolor rgb SCENARIO_COLOUR(s) fillstyle transparent solid 0.5 noborder notitle, \
         '' skip DIFFERENCE_LINE[s] every ::0::STEPS using (START + $1):5 with lines linecolor rgb SCENARIO_COLOUR(s) linewidth 2 notitle
    unset label; unset arrow
}
unset multiplot
