# A fan chart of relationship health, with events as numbered flags and a legend of them below.
SUMMARY = DATA.'/summary.csv'
PATHS = DATA.'/paths.csv'
PATH_COUNT = 3
DUMB = TERMINAL eq 'dumb'

if (DUMB) {
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
        plot SUMMARY skip HEALTH_LINE[1] every ::0::STEPS using (START + $1):6 with lines title '5 %', \
             '' skip HEALTH_LINE[1] every ::0::STEPS using (START + $1):8 with lines title 'median', \
             '' skip HEALTH_LINE[1] every ::0::STEPS using (START + $1):10 with lines title '95 %'
    } else {
        plot SUMMARY skip HEALTH_LINE[1] every ::0::STEPS using (START + $1):4 with lines title 'health'
    }
    exit
}

SUBTITLE = 'Relationship health, 0 to 100'
LEGENDS = 0
array LEGEND_TEXT[4]
array LEGEND_KIND[4]
do for [kind = 1:4] {
    if (kind == 4 || (BANDS && (kind != 3 || MEMBER_PATHS))) {
        LEGENDS = LEGENDS + 1
        LEGEND_KIND[LEGENDS] = kind
        LEGEND_TEXT[LEGENDS] = kind == 1 ? '90 % of members' : kind == 2 ? '50 %' : kind == 3 ? 'three single members' : BANDS ? 'median' : 'health'
    }
}
load PLOTS.'/compare.gp'

# Events below.
FLAG_SIZE = NARROW ? 10. : 11.
FLAG_TOP = 0
load PLOTS.'/flags.gp'
FLAG_ROOM = FLAG_ROOM + (FLAGS > 0 ? 8 : 0) + (MORE_FLAGS > 0 ? FLAG_LINE + 3 : 0)

# Beside the axis at the right: what the numbers mean, and the scenario's anchors.
ANCHOR_SIZE = NARROW ? 10 : 10.5
ANCHOR_EMS = NARROW ? 8.5 : 11.5
room = 46.
do for [i = 1:ANCHORS] {
    do for [l = 1:2] {
        width = POINTS(LINE(ANCHOR_TITLE[i].';', ANCHOR_EMS, 2, l), ANCHOR_SIZE)
        room = width > room ? width : room
    }
}
PLOT_LEFT = EDGE + 30.
AXIS = WIDTH - EDGE - 13 - room
PLOT_TOP = HEAD + 10.
PLOT_HEIGHT = NARROW ? 250. : 330.
BELOW = 34 + FLAG_ROOM + FOOT
PLOT_HEIGHT = FITTED(PLOT_HEIGHT, PLOT_TOP + PLOT_HEIGHT + BELOW, 1)
HEIGHT = int(PLOT_TOP + PLOT_HEIGHT + BELOW)
load PLOTS.'/style.gp'

array LEGEND_COLOUR[4] = ['#cfe3f1', '#8fbfdf', vermillion, blue]
array LEGEND_WIDTH[4] = [9, 9, 1.2, 2.4]
do for [i = 1:LEGENDS] {
    k = LEGEND_KIND[i]
    set arrow i from screen ACROSS(LEGEND_X[i]), DOWN(LEGEND_Y[i]) to screen ACROSS(LEGEND_X[i] + SAMPLE), DOWN(LEGEND_Y[i]) nohead linecolor rgb LEGEND_COLOUR[k] linewidth LEGEND_WIDTH[k]
}
FLAG_TOP = PLOT_TOP + PLOT_HEIGHT + 42
load PLOTS.'/flags.gp'
if (MORE_FLAGS > 0) {
    set label 1000 sprintf('and %d more events: events.csv', MORE_FLAGS) at screen ACROSS(EDGE), DOWN(HEIGHT - FOOT - 12) left font sprintf(',%.1f', FLAG_SIZE) textcolor rgb soft
}
load PLOTS.'/frame.gp'

# What the numbers mean: below 45 is strained, below 25 a rupture.
WORDS = 2
array WORD_TEXT[2] = ['strained', 'rupture']
array WORD_AT[2] = [45, 25]
WORD_SIZE = 10
WORD_COLOUR = '#555555'
SIDE = 1
load PLOTS.'/anchors.gp'

# Flags that stand close together are set one below the other; a number stands to the right of its
# line, where no earlier one crosses it.
level = 0
LEVEL = 1700. / PLOT_HEIGHT # the height of a number
do for [i = 1:FLAGS] {
    if (i > 1) { level = FLAG_AT[i] - FLAG_AT[i - 1] < 16. / (AXIS - PLOT_LEFT) * YEARS ? (level + 1) % 4 : 0 }
    top = 99 - LEVEL * level
    set arrow 100 + i from FLAG_AT[i], 0 to FLAG_AT[i], top nohead back linecolor rgb soft linewidth 0.8
    set label 100 + i sprintf('%d', i) at FLAG_AT[i], top - 0.4 * LEVEL left offset character 0.35, 0 font ',11' textcolor rgb ink
}

set lmargin at screen ACROSS(PLOT_LEFT); set rmargin at screen ACROSS(AXIS)
set tmargin at screen DOWN(PLOT_TOP); set bmargin at screen DOWN(PLOT_TOP + PLOT_HEIGHT)
set xrange [START:START + YEARS]
set xtics YEAR_STEP(AXIS - PLOT_LEFT)
set yrange [0:100]
set ytics 25
FIRST = HEALTH_LINE[1]
FIRST_OF_PATH(k) = 1 + k * (STEPS + 1)
MEMBER_COLOUR(k) = k == 0 ? vermillion : k == 1 ? green : purple
# The thresholds are lines, as arrows lose their dashes in SVG.
plot for [band = 0:(BANDS ? 1 : -1)] SUMMARY skip FIRST every ::0::STEPS using (START + $1):(column(6 + band)):(column(10 - band)) with filledcurves fillcolor rgb (band == 0 ? '#cfe3f1' : '#8fbfdf') notitle, \
     for [threshold = 25:45:20] threshold with lines linecolor rgb soft linewidth 0.8 dashtype 20 notitle, \
     for [i = 1:ANCHORS] ANCHOR_HEALTH[i] with lines linecolor rgb soft linewidth 0.7 dashtype 19 notitle, \
     for [k = 0:(BANDS && MEMBER_PATHS ? PATH_COUNT - 1 : -1)] PATHS skip FIRST_OF_PATH(k) every ::0::STEPS using (START + $1):4 with lines linecolor rgb MEMBER_COLOUR(k) linewidth 1.1 notitle, \
     SUMMARY skip FIRST every ::0::STEPS using (START + $1):(column(BANDS ? 8 : 4)) with lines linecolor rgb blue linewidth 2.4 notitle
unset multiplot
