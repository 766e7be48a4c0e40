# Where a comparison turns: the mean difference of two scenarios over the values of a factor, with
# its band, and where its sign changes.
SCAN = DATA.'/scan.csv'
DEFINED(c) = valid(c) ? column(c) : NaN # a gap is one, not bridged
SUBTITLE = 'Mean paired difference in '.METRIC_TITLE[1].': '.SCENARIO_TITLE[2].' less '.SCENARIO_TITLE[1]

if (TERMINAL eq 'dumb') {
    load PLOTS.'/style.gp'
    heading = METRIC_TITLE[1].' of '.SCENARIO_TITLE[2].' less '.SCENARIO_TITLE[1]
    set title heading[1:76]."\n".SWITCH_FACTOR[1:76]
    set xlabel RUN."\n".NOTE
    set xrange [SWITCH_LOW:SWITCH_HIGH]
    set key outside below
    plot SCAN skip 1 using 1:(DEFINED(4)) with lines title SWITCH_LEVEL.' band, low', \
         '' skip 1 using 1:(DEFINED(2)) with lines title 'mean difference', \
         '' skip 1 using 1:(DEFINED(5)) with lines title 'band, high', \
         0 with lines title '0'
    exit
}

LEGENDS = TURNS > 0 ? 3 : 2
array LEGEND_TEXT[3] = ['mean; dots: the scan', SWITCH_LEVEL.' band of the mean', 'cannot be told from 0']
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

PLOT_LEFT = EDGE + 62
SIDES = METRIC_BETTER[1] == 0 ? 0 : 54 # room for what is better
PLOT_RIGHT = WIDTH - EDGE - SIDES
PLOT_WIDTH = PLOT_RIGHT - PLOT_LEFT
PLOT_TOP = HEAD + 10.
PLOT_HEIGHT = 290.
FACTOR_EMS = PLOT_WIDTH / 1.04 / 11
FACTOR_LINES = LINES(SWITCH_FACTOR, FACTOR_EMS, 2)
HEIGHT = int(PLOT_TOP + PLOT_HEIGHT + 30 + 15 * FACTOR_LINES + FOOT)
load PLOTS.'/style.gp'
PLOT_HEIGHT = HEIGHT - FOOT - 15 * FACTOR_LINES - 30 - PLOT_TOP

# Zero is always to be seen, with room for marks on it.
stats SCAN skip 1 using 2 nooutput
low = STATS_min < 0 ? STATS_min : 0.; high = STATS_max > 0 ? STATS_max : 0.
stats SCAN skip 1 using (valid(4) ? $4 : 0) nooutput
if (STATS_min < low) { low = STATS_min }
stats SCAN skip 1 using (valid(5) ? $5 : 0) nooutput
if (STATS_max > high) { high = STATS_max }
if (low == high) { low = -1.; high = 1. }
pad = 0.09 * (high - low)
low = low - pad; high = high + pad
ZERO = PLOT_TOP + PLOT_HEIGHT * high / (high - low)
FROM_LEFT(x) = PLOT_LEFT + PLOT_WIDTH * (x - SWITCH_LOW) / (SWITCH_HIGH - SWITCH_LOW)

LINE_COLOUR = blue; BAND_COLOUR = '#b5d3e8'; MARK_COLOUR = vermillion
DOT = TERMINAL eq 'svg' ? 0.55 : TERMINAL eq 'png' ? 1.5 : 0.8
set arrow 1 from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1]) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1]) nohead linecolor rgb LINE_COLOUR linewidth 2
set label 90 '' at screen ACROSS(LEGEND_X[1] + 0.5 * SAMPLE), DOWN(LEGEND_Y[1]) point pointtype 7 pointsize 0.7 * DOT linecolor rgb LINE_COLOUR
set object 1 rectangle from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2] + 5.5) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2] - 5.5) fillcolor rgb BAND_COLOUR fillstyle solid noborder
if (TURNS > 0) {
    set arrow 2 from screen ACROSS(LEGEND_X[3]), DOWN(LEGEND_Y[3]) to screen ACROSS(LEGEND_X[3] + SAMPLE), DOWN(LEGEND_Y[3]) nohead linecolor rgb MARK_COLOUR linewidth 4.5
}
set label 91 SHORT(UNIT(METRIC_UNIT[1]), PLOT_HEIGHT / 1.04 / 11) at screen ACROSS(EDGE + 6), DOWN(PLOT_TOP + 0.5 * PLOT_HEIGHT) center rotate by 90 font ',11' textcolor rgb soft
do for [i = 1:FACTOR_LINES] {
    set label 91 + i LINE(SWITCH_FACTOR, FACTOR_EMS, 2, i) at screen ACROSS(PLOT_LEFT + 0.5 * PLOT_WIDTH), DOWN(PLOT_TOP + PLOT_HEIGHT + 36 + 15 * (i - 1)) center font ',11' textcolor rgb ink
}
if (METRIC_BETTER[1] != 0) {
    set label 95 (METRIC_BETTER[1] > 0 ? 'better' : 'worse') at screen ACROSS(PLOT_RIGHT + 8), DOWN(ZERO - 11) left font ',10.5' textcolor rgb soft
    set label 96 (METRIC_BETTER[1] > 0 ? 'worse' : 'better') at screen ACROSS(PLOT_RIGHT + 8), DOWN(ZERO + 11) left font ',10.5' textcolor rgb soft
}
load PLOTS.'/frame.gp'
unset object

set lmargin at screen ACROSS(PLOT_LEFT); set rmargin at screen ACROSS(PLOT_RIGHT)
set tmargin at screen DOWN(PLOT_TOP); set bmargin at screen DOWN(PLOT_TOP + PLOT_HEIGHT)
set xrange [SWITCH_LOW:SWITCH_HIGH]
set yrange [low:high]
set xtics NICE(SWITCH_HIGH - SWITCH_LOW, PLOT_WIDTH / 56.)
set ytics NICE(high - low, PLOT_HEIGHT / 32.)
# A value stands in the quarter that the line leaves free: above, before a rise and behind a fall; if
# there is no room, below, on the other side.
LABEL_ROOM(i) = POINTS(TURN_TEXT[i], 11) + 10
MINUS(text) = text[1:1] eq '-' ? '−'.text[2:*] : text
do for [i = 1:TURNS] {
    if (TURN_MARK[i] == 1) {
        room = TURN_RISES[i] ? FROM_LEFT(TURN_AT[i]) - PLOT_LEFT : PLOT_RIGHT - FROM_LEFT(TURN_AT[i])
        above = room > LABEL_ROOM(i)
        if (TURN_RISES[i] == above) {
            set label 200 + i MINUS(TURN_TEXT[i]) at screen ACROSS(FROM_LEFT(TURN_AT[i]) - 4), DOWN(ZERO + (above ? -15 : 15)) right front font ',11' textcolor rgb MARK_COLOUR
        } else {
            set label 200 + i MINUS(TURN_TEXT[i]) at screen ACROSS(FROM_LEFT(TURN_AT[i]) + 4), DOWN(ZERO + (above ? -15 : 15)) left front font ',11' textcolor rgb MARK_COLOUR
        }
    }
    words = TURN_MARK[i] == 2 ? 'no difference' : TURN_MARK[i] == 4 ? 'undefined' : ''
    if (strlen(words) > 0 && FROM_LEFT(TURN_TO[i]) - FROM_LEFT(TURN_FROM[i]) > POINTS(words, 11)) {
        set label 200 + i words at screen ACROSS(0.5 * (FROM_LEFT(TURN_FROM[i]) + FROM_LEFT(TURN_TO[i]))), DOWN(ZERO - 15) center front font ',11' textcolor rgb (TURN_MARK[i] == 2 ? MARK_COLOUR : soft)
    }
}
MARKED(i, mark, x) = TURN_MARK[i] == mark ? x : NaN
plot SCAN skip 1 using 1:(DEFINED(4)):(DEFINED(5)) with filledcurves fillcolor rgb BAND_COLOUR fillstyle solid noborder notitle, \
     0 with lines linecolor rgb '#333333' linewidth 1.4 notitle, \
     for [i = 1:TURNS] '' skip 1 every ::0::0 using (TURN_LOW[i]):(0):(TURN_HIGH[i] - TURN_LOW[i]):(0) with vectors nohead linecolor rgb (TURN_MARK[i] == 4 ? '#bbbbbb' : MARK_COLOUR) linewidth 4.5 notitle, \
     '' skip 1 using 1:(DEFINED(2)) with lines linecolor rgb LINE_COLOUR linewidth 2 notitle, \
     '' skip 1 using 1:(strcol(6) eq 'scan' ? DEFINED(2) : NaN) with points pointtype 7 pointsize 0.7 * DOT linecolor rgb LINE_COLOUR notitle, \
     for [i = 1:TURNS] '' skip 1 every ::0::0 using (MARKED(i, 1, TURN_AT[i])):(0) with points pointtype 7 pointsize 1.35 * DOT linecolor rgb '#ffffff' notitle, \
     for [i = 1:TURNS] '' skip 1 every ::0::0 using (MARKED(i, 1, TURN_AT[i])):(0) with points pointtype 7 pointsize 1.05 * DOT linecolor rgb MARK_COLOUR notitle
unset multiplot
