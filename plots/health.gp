# A fan chart of relationship health, with events as numbered flags and a legend of them below.
load PLOTS.'/style.gp'
load PLOTS.'/text.gp'

SUMMARY = DATA.'/summary.csv'
PATHS = DATA.'/paths.csv'
PATH_COUNT = 3

rows = FLAGS == 0 ? 0 : (FLAGS + 1) / 2 # of the legend, in two columns
DUMB = TERMINAL eq 'dumb'

set xrange [START:START + YEARS]
set yrange [0:100]
set ytics 25

if (DUMB) {
    set title TITLE.': relationship health, '.RUN
    set xlabel NOTE
    set key outside below
} else {
    # Beside the axis at the right: what the numbers mean, and the scenario's anchors.
    ANCHOR_SIZE = 10.5
    ANCHOR_EMS = 11.5
    room = 46.
    do for [i = 1:ANCHORS] {
        do for [l = 1:2] {
            width = POINTS(LINE(ANCHOR_TITLE[i].';', ANCHOR_EMS, 2, l), ANCHOR_SIZE)
            room = width > room ? width : room
        }
    }
    AXIS = WIDTH - 17 - 13 - room
    BOTTOM = 0.145 + (FLAGS > 0 ? 0.04 : 0) + (MORE_FLAGS > 0 ? 0.03 : 0) + 0.042 * rows
    PLOT_TOP = (1 - 0.835) * HEIGHT
    PLOT_HEIGHT = (0.835 - BOTTOM) * HEIGHT
    set lmargin at screen 0.06
    set rmargin at screen ACROSS(AXIS)
    set tmargin at screen 0.835
    set bmargin at screen BOTTOM
    set label 1 TITLE at screen 0.02, 0.955 left font ',17' textcolor rgb ink
    set label 2 'Relationship health, 0 to 100' at screen 0.02, 0.898 left font ',12' textcolor rgb soft
    set label 6 RUN at screen 0.02, 0.028 left font ',11' textcolor rgb soft
    set label 3 NOTE at screen 0.975, 0.028 right font ',11' textcolor rgb soft
    # What the numbers mean: below 45 is strained, below 25 a rupture.
    set arrow 1 from START, 45 to START + YEARS, 45 nohead front linecolor rgb soft dashtype 3 linewidth 0.8
    set arrow 2 from START, 25 to START + YEARS, 25 nohead front linecolor rgb soft dashtype 3 linewidth 0.8
    WORDS = 2
    array WORD_TEXT[2] = ['strained', 'rupture']
    array WORD_AT[2] = [45, 25]
    WORD_SIZE = 10
    WORD_COLOUR = '#555555'
    SIDE = 1
    load PLOTS.'/anchors.gp'
}

# The legend, from right to left.
if (!DUMB) {
    array LEGEND[4] = ['90 % of members', '50 %', 'three single members', 'median']
    array LEGEND_COLOUR[4] = ['#cfe3f1', '#8fbfdf', vermillion, blue]
    array LEGEND_WIDTH[4] = [9, 9, 1.2, 2.4]
    if (!BANDS) { LEGEND[4] = 'health' }
    x = 0.975
    do for [i = 4:1:-1] {
        if (i == 4 || (BANDS && (i != 3 || MEMBER_PATHS))) {
            x = x - TEXT_WIDTH(LEGEND[i])
            set label 400 + i LEGEND[i] at screen x, 0.9 left font ',11' textcolor rgb ink
            set arrow 400 + i from screen x - 0.032, 0.9 to screen x - 0.01, 0.9 nohead linecolor rgb LEGEND_COLOUR[i] linewidth LEGEND_WIDTH[i]
            x = x - 0.055
        }
    }
}

# Flags that stand close together are set one above the other.
if (FLAGS > 0) {
    level = 0
    do for [i = 1:FLAGS] {
        if (i > 1) { level = FLAG_AT[i] - FLAG_AT[i - 1] < 0.02 * YEARS ? (level + 1) % 3 : 0 }
        top = DUMB ? 88 : 91 - 6 * level
        set arrow 100 + i from FLAG_AT[i], 0 to FLAG_AT[i], top nohead back linecolor rgb soft linewidth 0.8
        set label 100 + i sprintf('%d', i) at FLAG_AT[i], top + (DUMB ? 8 : 3.2) center font ',11' textcolor rgb ink
        if (!DUMB) {
            column = (i - 1) / rows; line = (i - 1) % rows
            set label 200 + i sprintf('%d  ', i).FLAG_TEXT[i] at screen 0.06 + 0.47 * column, 0.05 + (MORE_FLAGS > 0 ? 0.03 : 0) + 0.042 * (rows - line) left font ',11' textcolor rgb ink
        }
    }
    if (!DUMB && MORE_FLAGS > 0) {
        set label 300 sprintf('and %d more events: events.csv', MORE_FLAGS) at screen 0.06, 0.066 left font ',11' textcolor rgb soft
    }
}

FIRST = HEALTH_LINE[1]
FIRST_OF_PATH(k) = 1 + k * (STEPS + 1)
MEMBER_COLOUR(k) = k == 0 ? vermillion : k == 1 ? green : purple

if (!BANDS) {
    plot for [i = 1:(DUMB ? 0 : ANCHORS)] ANCHOR_HEALTH[i] with lines linecolor rgb soft linewidth 0.7 dashtype (2, 6) notitle, \
         SUMMARY skip FIRST every ::0::STEPS using (START + $1):4 with lines linecolor rgb blue linewidth 2.4 title 'health'
}
if (BANDS && DUMB) {
    plot SUMMARY skip FIRST every ::0::STEPS using (START + $1):6 with lines title '5 %', \
         '' skip FIRST every ::0::STEPS using (START + $1):8 with lines title 'median', \
         '' skip FIRST every ::0::STEPS using (START + $1):10 with lines title '95 %'
}
if (BANDS && !DUMB) {
    plot SUMMARY skip FIRST every ::0::STEPS using (START + $1):6:10 with filledcurves fillcolor rgb '#cfe3f1' notitle, \
         '' skip FIRST every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb '#8fbfdf' notitle, \
         for [i = 1:ANCHORS] ANCHOR_HEALTH[i] with lines linecolor rgb soft linewidth 0.7 dashtype (2, 6) notitle, \
         for [k = 0:(MEMBER_PATHS ? PATH_COUNT - 1 : -1)] PATHS skip FIRST_OF_PATH(k) every ::0::STEPS using (START + $1):4 with lines linecolor rgb MEMBER_COLOUR(k) linewidth 1.1 notitle, \
         SUMMARY skip FIRST every ::0::STEPS using (START + $1):8 with lines linecolor rgb blue linewidth 2.4 notitle
}
