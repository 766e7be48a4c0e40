# A strip for every institution that is ever active: the share of members in which it is, its mean
# habit, and how many of its meetings are held.
if (TERMINAL eq 'dumb') { exit }
SUMMARY = DATA.'/summary.csv'

SUBTITLE = 'Institutions: '.(BANDS ? 'the share of members in which each is active, 0 to 100 %' : 'when each is active').', and its habit'
LEGENDS = 3
array LEGEND_TEXT[3] = ['active', (BANDS ? 'suspended or ended, at least' : 'suspended or ended'), (BANDS ? 'mean habit, 0 to 1' : 'habit, 0 to 1')]
load PLOTS.'/compare.gp'

# Titles at the left, meetings at the right.
TITLE_SIZE_HERE = 10.5
NAMES = 60.
do for [i = 1:INSTITUTIONS] {
    if (POINTS(INSTITUTION_TITLE[i], TITLE_SIZE_HERE) > NAMES) { NAMES = POINTS(INSTITUTION_TITLE[i], TITLE_SIZE_HERE) }
}
NAMES = NAMES > 0.25 * WIDTH ? 0.25 * WIDTH : NAMES
NAME_EMS = NAMES / 1.04 / TITLE_SIZE_HERE
MEETINGS = 90.
PLOT_LEFT = EDGE + NAMES + 8
PLOT_RIGHT = WIDTH - EDGE - MEETINGS - 8
STRIP = INSTITUTIONS <= 4 ? 40. : INSTITUTIONS <= 12 ? 32. : 28.
PITCH = STRIP + 12
PLOT_TOP = HEAD + (FLAGS > 0 ? 10. : 20.) + FLAG_ROOM
PLOT_HEIGHT = PITCH * INSTITUTIONS - 12 + 4
HEIGHT = int(PLOT_TOP + PLOT_HEIGHT + 36 + FOOT)
load PLOTS.'/style.gp'
STRIP_TOP(i) = PLOT_TOP + PITCH * (i - 1)
STRIP_FOOT(i) = STRIP_TOP(i) + STRIP

active_colour = '#6aa7d2'; lapsed_colour = '#efc09a'; habit_colour = '#222222'
do for [i = 1:2] {
    set object i rectangle from screen ACROSS(LEGEND_X[i]), DOWN(LEGEND_Y[i] + 5.5) to screen ACROSS(LEGEND_X[i] + SAMPLE), DOWN(LEGEND_Y[i] - 5.5) fillcolor rgb (i == 1 ? active_colour : lapsed_colour) fillstyle solid noborder
}
set arrow 3 from screen ACROSS(LEGEND_X[3]), DOWN(LEGEND_Y[3]) to screen ACROSS(LEGEND_X[3] + SAMPLE), DOWN(LEGEND_Y[3]) nohead front linecolor rgb habit_colour linewidth 1.6
set label 5 'meetings held' at screen ACROSS(PLOT_RIGHT + 8), DOWN(PLOT_TOP - 12) left font ',10' textcolor rgb soft
do for [i = 1:INSTITUTIONS] {
    lines = LINES(INSTITUTION_TITLE[i], NAME_EMS, 2)
    do for [l = 1:lines] {
        set label 1000 + 10 * i + l LINE(INSTITUTION_TITLE[i], NAME_EMS, 2, l) at screen ACROSS(EDGE + NAMES), DOWN(STRIP_TOP(i) + 0.5 * STRIP + 12.5 * (l - 0.5 * (lines + 1))) right font sprintf(',%.1f', TITLE_SIZE_HERE) textcolor rgb ink
    }
    held = INSTITUTION_HELD[i] == INSTITUTION_HELD[i] ? sprintf('%.0f %% of %s', 100 * INSTITUTION_HELD[i], INSTITUTION_DUE[i]) : 'none due'
    lapses = INSTITUTION_SUSPENSIONS[i] <= 0 ? '' : INSTITUTION_SUSPENSIONS[i] < 0.05 ? 'suspended <0.1×' : sprintf(BANDS ? 'suspended %.1f×' : 'suspended %.0f×', INSTITUTION_SUSPENSIONS[i])
    set label 1000 + 10 * i + 3 held at screen ACROSS(PLOT_RIGHT + 8), DOWN(STRIP_TOP(i) + 0.5 * STRIP - (lapses eq '' ? 0 : 6.5)) left font ',10' textcolor rgb ink
    set label 1000 + 10 * i + 4 lapses at screen ACROSS(PLOT_RIGHT + 8), DOWN(STRIP_TOP(i) + 0.5 * STRIP + 6.5) left font ',10' textcolor rgb soft
}
load PLOTS.'/frame.gp'
unset object

AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PLOT_RIGHT - PLOT_LEFT
load PLOTS.'/dates.gp'
FLAG_LEFT = PLOT_LEFT; FLAG_WIDTH = AXIS_POINTS; FLAG_TOP = PLOT_TOP - 3; FLAG_HEIGHT = PLOT_HEIGHT + 3; FLAG_SIZE = 10.5; FLAG_FRONT = 1
load PLOTS.'/flags.gp'
set lmargin at screen ACROSS(PLOT_LEFT); set rmargin at screen ACROSS(PLOT_RIGHT)
set tmargin at screen DOWN(PLOT_TOP); set bmargin at screen DOWN(PLOT_TOP + PLOT_HEIGHT)
# The vertical axis counts points from the top of the plot.
set yrange [PLOT_HEIGHT:0]
set border 1
unset ytics
unset grid
do for [i = 1:INSTITUTIONS] {
    set object i rectangle from graph 0, first STRIP_TOP(i) - PLOT_TOP to graph 1, first STRIP_FOOT(i) - PLOT_TOP behind fillcolor rgb '#f7f7f7' fillstyle solid noborder
}
BASE(i) = STRIP_FOOT(i) - PLOT_TOP
MOST_SO_FAR(row, value) = (row == 0 ? most = value : value > most ? most = value : 0, most)
most = 0.
plot for [i = 1:INSTITUTIONS] SUMMARY skip ACTIVE_LINE[i] every ::0::STEPS using (START + $1):(BASE(i)):(BASE(i) - STRIP * MOST_SO_FAR(int($0), $4)) with filledcurves fillcolor rgb lapsed_colour fillstyle solid noborder notitle, \
     for [i = 1:INSTITUTIONS] '' skip ACTIVE_LINE[i] every ::0::STEPS using (START + $1):(BASE(i)):(BASE(i) - STRIP * $4) with filledcurves fillcolor rgb active_colour fillstyle solid noborder notitle, \
     for [i = 1:INSTITUTIONS] '' skip HABIT_LINE[i] every ::0::STEPS using (START + $1):(BASE(i) - STRIP * $4) with lines linecolor rgb habit_colour linewidth 1.6 notitle, \
     for [i = 1:INSTITUTIONS] BASE(i) with lines linecolor rgb '#999999' linewidth 0.6 notitle
unset multiplot
