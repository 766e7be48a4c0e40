# Events as numbered flags over a plot, their numbers pushed apart in a row above it; compare.gp sets
# the legend of them below the figure.
#
#   in    FLAGS, FLAG_AT[]   from the program: decimal years, ascending
#         FLAG_SHOWN(i)      whether this panel shows it
#         AXIS_FROM, AXIS_UNTIL
#         FLAG_LEFT, FLAG_WIDTH, FLAG_TOP, FLAG_HEIGHT   of the plot, in points
#         FLAG_SIZE                                      of the numbers
#         FLAG_FRONT                                     1: over what is drawn; 0: below
#   out   labels and arrows from 601 on; they take FLAG_ROOM points above the plot
FLAG_GAP = (FLAGS < 10 ? 1.5 : 1.8) * FLAG_SIZE
if (FLAGS > 1 && FLAG_GAP * (FLAGS - 1) > FLAG_WIDTH) { FLAG_GAP = FLAG_WIDTH / (FLAGS - 1.) }
FLAG_SIZE_HERE = FLAGS >= 10 && FLAG_GAP < 1.6 * FLAG_SIZE ? FLAG_GAP / 1.6 : FLAG_SIZE
array FLAG_X[FLAGS + 1]
FLAG_DATE_X(i) = FLAG_LEFT + FLAG_WIDTH * (FLAG_AT[i] - AXIS_FROM) / (AXIS_UNTIL - AXIS_FROM)
do for [i = 1:FLAGS] { FLAG_X[i] = FLAG_DATE_X(i) }
do for [pass = 1:(FLAGS > 1 ? 200 : 0)] {
    do for [i = 2:FLAGS] {
        over = FLAG_X[i - 1] + FLAG_GAP - FLAG_X[i]
        if (over > 0) { FLAG_X[i - 1] = FLAG_X[i - 1] - over / 2; FLAG_X[i] = FLAG_X[i] + over / 2 }
    }
    if (FLAG_X[1] < FLAG_LEFT) { FLAG_X[1] = FLAG_LEFT }
    if (FLAG_X[FLAGS] > FLAG_LEFT + FLAG_WIDTH) { FLAG_X[FLAGS] = FLAG_LEFT + FLAG_WIDTH }
}
do for [i = 1:FLAGS] { if (FLAG_SHOWN(i)) {
    set label 600 + i sprintf('%d', i) at screen ACROSS(FLAG_X[i]), DOWN(FLAG_TOP - 8 - 0.5 * FLAG_SIZE) center font sprintf(',%.1f', FLAG_SIZE_HERE) textcolor rgb ink
    set arrow 600 + i from screen ACROSS(FLAG_X[i]), DOWN(FLAG_TOP - 7) to screen ACROSS(FLAG_DATE_X(i)), DOWN(FLAG_TOP) nohead back linecolor rgb soft linewidth 0.6
    if (FLAG_FRONT) {
        set arrow 650 + i from screen ACROSS(FLAG_DATE_X(i)), DOWN(FLAG_TOP) to screen ACROSS(FLAG_DATE_X(i)), DOWN(FLAG_TOP + FLAG_HEIGHT) nohead front linecolor rgb soft linewidth 0.6
    } else {
        set arrow 650 + i from screen ACROSS(FLAG_DATE_X(i)), DOWN(FLAG_TOP) to screen ACROSS(FLAG_DATE_X(i)), DOWN(FLAG_TOP + FLAG_HEIGHT) nohead back linecolor rgb '#b0b0b0' linewidth 0.6
    }
} }
