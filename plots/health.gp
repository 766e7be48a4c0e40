# A fan chart of relationship health, its bands labelled where they end, with events as numbered
# flags and a legend of them below.
SUMMARY = DATA.'/summary.csv'
PATHS = DATA.'/paths.csv'
PATH_COUNT = 3
FIRST = HEALTH_LINE[1]

if (TERMINAL eq 'dumb') {
    load PLOTS.'/style.gp'
    set xrange [START:START + YEARS]
    set yrange [0:100]
    set ytics 25
    set title TITLE.': relationship health, '.RUN
    set xlabel NOTE
    set key outside below
    do for [i = 1:FLAGS] {
        set arrow 100 + i from FLAG_AT[i], 0 to FLAG_AT[i], 88 nohead back
        set label 100 + i sprintf('%d', i) at FLAG_AT[i], 96 center
    }
    if (BANDS) {
        plot SUMMARY skip FIRST every ::0::STEPS using (START + $1):6 with lines title '5 %', \
             '' skip FIRST every ::0::STEPS using (START + $1):8 with lines title 'median', \
             '' skip FIRST every ::0::STEPS using (START + $1):10 with lines title '95 %'
    } else {
        plot SUMMARY skip FIRST every ::0::STEPS using (START + $1):4 with lines title 'health'
    }
    exit
}

SUBTITLE = 'Relationship health, 0 to 100'.(MEMBER_PATHS ? '; thin lines are three single members' : '')
LEGENDS = 0
load PLOTS.'/compare.gp'
load PLOTS.'/levels.gp'
array END_TEXT[3] = ['90 % of members', '50 %', 'median']
if (!BANDS) { END_TEXT[1] = 'health' }
END_EMS = 8.; END_MOST = 2; END_SIZE = 11
PLOT_LEFT = EDGE + LEVELS_ROOM
PLOT_RIGHT = WIDTH - EDGE - 15 - 1.04 * END_EMS * END_SIZE
PLOT_TOP = HEAD + 8. + FLAG_ROOM
PLOT_HEIGHT = 300.
HEIGHT = int(PLOT_TOP + PLOT_HEIGHT + 36 + FOOT)
load PLOTS.'/style.gp'

# The middle of each band at the end, between its upper edges.
array LAST[10]
do for [c = 4:10] {
    stats SUMMARY skip FIRST every ::STEPS::STEPS using (BANDS || c == 4 ? column(c) : 0) nooutput
    LAST[c] = STATS_min
}
PLACE(value) = PLOT_TOP + PLOT_HEIGHT * (1 - value / 100.)
array END_AT[3] = [PLACE(0.5 * (LAST[9] + LAST[10])), PLACE(0.5 * (LAST[8] + LAST[9])), PLACE(LAST[8])]
array END_COLOUR[3] = ['#5a7f99', '#2f77a8', blue]
if (!BANDS) { END_AT[1] = PLACE(LAST[4]); END_COLOUR[1] = blue }
ENDS = BANDS ? 3 : 1
END_X = PLOT_RIGHT; END_TOP = PLOT_TOP; END_HEIGHT = PLOT_HEIGHT; END_FIRST = 801
load PLOTS.'/ends.gp'
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
FIRST_OF_PATH(k) = 1 + k * (STEPS + 1)
MEMBER_COLOUR(k) = k == 0 ? vermillion : k == 1 ? green : purple
VALUE = BANDS ? 8 : 4 # of one run there is its value only
plot for [band = 1:(BANDS ? 2 : 0)] SUMMARY skip FIRST every ::0::STEPS using (START + $1):(column(5 + band)):(column(11 - band)) with filledcurves fillcolor rgb (band == 1 ? '#cfe3f1' : '#8fbfdf') notitle, \
     for [threshold = 25:45:20] threshold with lines linecolor rgb soft linewidth 0.8 dashtype 20 notitle, \
     for [i = 1:ANCHORS] ANCHOR_HEALTH[i] with lines linecolor rgb soft linewidth 0.7 dashtype 19 notitle, \
     for [k = 0:(MEMBER_PATHS ? PATH_COUNT - 1 : -1)] PATHS skip FIRST_OF_PATH(k) every ::0::STEPS using (START + $1):4 with lines linecolor rgb MEMBER_COLOUR(k) linewidth 0.9 notitle, \
     SUMMARY skip FIRST every ::0::STEPS using (START + $1):VALUE with lines linecolor rgb blue linewidth 2.4 notitle
unset multiplot
