# Relationship health under every scenario: medians and fans, labelled where they end.
#
# Up to three fans are drawn one over the other. More would hide each other: then only the
# control's is drawn, and bars at the right show where each of the others ends.
DUMB = TERMINAL eq 'dumb'
n = SCENARIOS
FANS = n <= 3 ? n : 1

if (DUMB) {
    load PLOTS.'/style.gp'
    set title TITLE[1:WIDTH - 4]."\nRelationship health, medians"
    set xlabel RUN[1:WIDTH - 4]."\n".NOTE
    set key outside below
    set xrange [START:START + YEARS]
    set yrange [0:100]
    set ytics 25
    unset grid
    plot for [s = 1:n] SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):8 with lines title SCENARIO_TITLE[s][1:WIDTH - 20]
    exit
}

SUBTITLE = 'Relationship health, 0 to 100: medians; 90 % of members '.(FANS == n ? 'shaded' : 'shaded (control) and as bars (all, at the end)')
LEGENDS = 0
load PLOTS.'/compare.gp'

# Where the lines end, and the labels there.
BAR = WIDTH < 520 ? 6 : 9
BARS = FANS == n ? 0 : 12 + BAR * n
RIGHT = WIDTH - EDGE - 0.225 * WIDTH # the left edge of the labels
load PLOTS.'/levels.gp'
PLOT_LEFT = EDGE + LEVELS_ROOM
PLOT_RIGHT = RIGHT - 44 - BARS
LABEL_EMS = (WIDTH - EDGE - RIGHT) / 1.04 / 11
MOST_LINES = n <= 5 ? 4 : 3
array NAME[n]
array NAME_LINES[n]
array ROOM[n]
array END_LOW[n]
array END[n]
array END_HIGH[n]
room = 0.
do for [s = 1:n] {
    NAME[s] = (s == 1 ? 'Control: ' : '').SCENARIO_TITLE[s]
    NAME_LINES[s] = LINES(NAME[s], LABEL_EMS, MOST_LINES)
    ROOM[s] = 13.5 * NAME_LINES[s] + 7
    room = room + ROOM[s]
}
PLOT_TOP = HEAD + 8. + FLAG_ROOM
PLOT_HEIGHT = room > 330 ? room : 330
HEIGHT = int(PLOT_TOP + PLOT_HEIGHT + 36 + FOOT)
load PLOTS.'/style.gp'
do for [s = 1:n] {
    stats SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::STEPS::STEPS using 6 nooutput
    END_LOW[s] = STATS_min
    stats SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::STEPS::STEPS using 8 nooutput
    END[s] = STATS_min
    stats SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::STEPS::STEPS using 10 nooutput
    END_HIGH[s] = STATS_min
}

# From the highest end to the lowest.
array ORDER[n]
do for [s = 1:n] {
    ORDER[s] = s
    do for [i = s:2:-1] {
        if (END[ORDER[i]] > END[ORDER[i - 1]]) { swap = ORDER[i]; ORDER[i] = ORDER[i - 1]; ORDER[i - 1] = swap }
    }
}

# Labels that overlap are pushed apart, and back into the plot.
PLACE(value) = PLOT_TOP + PLOT_HEIGHT * (1 - value / 100.)
array MIDDLE[n]
do for [s = 1:n] { MIDDLE[s] = PLACE(END[s]) }
do for [pass = 1:300] {
    do for [i = 2:n] {
        a = ORDER[i - 1]; b = ORDER[i]
        over = MIDDLE[a] + ROOM[a] / 2 - (MIDDLE[b] - ROOM[b] / 2)
        if (over > 0) { MIDDLE[a] = MIDDLE[a] - over / 2; MIDDLE[b] = MIDDLE[b] + over / 2 }
    }
    a = ORDER[1]; b = ORDER[n]
    if (MIDDLE[a] < PLOT_TOP + ROOM[a] / 2) { MIDDLE[a] = PLOT_TOP + ROOM[a] / 2 }
    if (MIDDLE[b] > PLOT_TOP + PLOT_HEIGHT - ROOM[b] / 2) { MIDDLE[b] = PLOT_TOP + PLOT_HEIGHT - ROOM[b] / 2 }
}
do for [s = 1:n] {
    do for [i = 1:NAME_LINES[s]] {
        set label 100 + 10 * s + i LINE(NAME[s], LABEL_EMS, MOST_LINES, i) at screen ACROSS(RIGHT), DOWN(MIDDLE[s] + 13.5 * (i - 0.5 * (NAME_LINES[s] + 1))) left font ',11' textcolor rgb ink
    }
    set arrow 100 + s from screen ACROSS(RIGHT - 29), DOWN(MIDDLE[s]) to screen ACROSS(RIGHT - 5), DOWN(MIDDLE[s]) nohead front linecolor rgb SCENARIO_COLOUR(s) linewidth 2.2 dashtype SCENARIO_DASH(s)
}
do for [i = 1:n] {
    s = ORDER[i]
    x = FANS == n ? PLOT_RIGHT + 2 : PLOT_RIGHT + 3 + BAR * (n + 1 - i)
    set arrow 200 + s from screen ACROSS(x), DOWN(PLACE(END[s])) to screen ACROSS(RIGHT - 29), DOWN(MIDDLE[s]) nohead back linecolor rgb (FANS == n ? SCENARIO_COLOUR(s) : '#999999') linewidth 0.7
    if (FANS < n) {
        set arrow 300 + s from screen ACROSS(x), DOWN(PLACE(END_LOW[s])) to screen ACROSS(x), DOWN(PLACE(END_HIGH[s])) nohead front linecolor rgb SCENARIO_COLOUR(s) linewidth 4
        set arrow 400 + s from screen ACROSS(x - 2.5), DOWN(PLACE(END[s])) to screen ACROSS(x + 2.5), DOWN(PLACE(END[s])) nohead front linecolor rgb '#ffffff' linewidth 1.6
    }
}
load PLOTS.'/frame.gp'

AXIS = PLOT_LEFT
load PLOTS.'/anchors.gp'
AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PLOT_RIGHT - PLOT_LEFT
load PLOTS.'/dates.gp'
FLAG_LEFT = PLOT_LEFT; FLAG_WIDTH = AXIS_POINTS; FLAG_TOP = PLOT_TOP; FLAG_HEIGHT = PLOT_HEIGHT; FLAG_SIZE = 10.5
load PLOTS.'/flags.gp'

set lmargin at screen ACROSS(PLOT_LEFT); set rmargin at screen ACROSS(PLOT_RIGHT)
set tmargin at screen DOWN(PLOT_TOP); set bmargin at screen DOWN(PLOT_TOP + PLOT_HEIGHT)
set yrange [0:100]
# The thresholds are lines, as arrows lose their dashes in SVG.
set ytics ('' 0, '' 25, '' 45, '' 50, '' 75, '' 100) scale 0
set style fill transparent solid 0.16 noborder
EDGES = FANS == 1 ? 0 : FANS
plot for [s = 1:FANS] SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):6:10 with filledcurves fillcolor rgb SCENARIO_COLOUR(s) notitle, \
     for [s = 1:EDGES] for [c = 6:10:4] SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):c with lines linecolor rgb SCENARIO_COLOUR(s) linewidth 0.7 dashtype SCENARIO_DASH(s) notitle, \
     for [s = 1:n] SUMMARY_FILE[s] skip HEALTH_LINE[s] every ::0::STEPS using (START + $1):8 with lines linecolor rgb SCENARIO_COLOUR(s) linewidth 2.4 dashtype SCENARIO_DASH(s) notitle, \
     for [threshold = 25:45:20] threshold with lines linecolor rgb soft linewidth 0.8 dashtype 20 notitle, \
     for [i = 1:ANCHORS] ANCHOR_HEALTH[i] with lines linecolor rgb soft linewidth 0.7 dashtype 19 notitle
unset multiplot
