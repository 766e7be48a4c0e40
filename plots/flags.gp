# Events as numbered flags over a plot, their numbers pushed apart in a row above it; compare.gp sets
# the legend of them below the figure.
#
#   in    FLAGS, FLAG_AT[]   from the program: decimal years, ascending
#         FLAG_SHOWN(i)      whether this plot shows it
#         AXIS_FROM, AXIS_UNTIL
#         FLAG_LEFT, FLAG_WIDTH, FLAG_TOP, FLAG_HEIGHT   of the plot, in points
#         FLAG_SIZE                                      of the numbers
#         FLAG_FRONT                                     1: over what is drawn; 0: below
#   out   labels and arrows from 601 on; they take FLAG_ROOM points above the plot
FLAG_DATE_X(i) = FLAG_LEFT + FLAG_WIDTH * (FLAG_AT[i] - AXIS_FROM) / (AXIS_UNTIL - AXIS_FROM)
array FLAG_OF[FLAGS + 1]
array FLAG_X[FLAGS + 1]
shown = 0
do for [i = 1:FLAGS] {
    if (FLAG_SHOWN(i)) { shown = shown + 1; FLAG_OF[shown] = i; FLAG_X[shown] = FLAG_DATE_X(i) }
}

# Smaller numbers where there is not room for all.
FLAG_GAP = (FLAGS < 10 ? 1.5 : 1.8) * FLAG_SIZE
if (shown > 1 && FLAG_GAP * (shown - 1) > FLAG_WIDTH) { FLAG_GAP = FLAG_WIDTH / (shown - 1.) }
FLAG_SIZE_HERE = FLAGS >= 10 && FLAG_GAP < 1.6 * FLAG_SIZE ? FLAG_GAP / 1.6 : FLAG_SIZE
do for [pass = 1:(shown > 1 ? 200 : 0)] {
    do for [k = 2:shown] {
        over = FLAG_X[k - 1] + FLAG_GAP - FLAG_X[k]
        if (over > 0) { FLAG_X[k - 1] = FLAG_X[k - 1] - over / 2; FLAG_X[k] = FLAG_X[k] + over / 2 }
    }
    if (FLAG_X[1] < FLAG_LEFT) { FLAG_X[1] = FLAG_LEFT }
    if (FLAG_X[shown] > FLAG_LEFT + FLAG_WIDTH) { FLAG_X[shown] = FLAG_LEFT + FLAG_WIDTH }
}
do for [k = 1:shown] {
    x = FLAG_DATE_X(FLAG_OF[k])
    set label 600 + k sprintf('%d', FLAG_OF[k]) at screen ACROSS(FLAG_X[k]), DOWN(FLAG_TOP - 8 - 0.5 * FLAG_SIZE) center font sprintf(',%.1f', FLAG_SIZE_HERE) textcolor rgb ink
    set arrow 600 + k from screen ACROSS(FLAG_X[k]), DOWN(FLAG_TOP - 7) to screen ACROSS(x), DOWN(FLAG_TOP) nohead back linecolor rgb soft linewidth 0.6
    if (FLAG_FRONT) {
        set arrow 650 + k from screen ACROSS(x), DOWN(FLAG_TOP) to screen ACROSS(x), DOWN(FLAG_TOP + FLAG_HEIGHT) nohead front linecolor rgb soft linewidth 0.6
    } else {
        set arrow 650 + k from screen ACROSS(x), DOWN(FLAG_TOP) to screen ACROSS(x), DOWN(FLAG_TOP + FLAG_HEIGHT) nohead back linecolor rgb '#b0b0b0' linewidth 0.6
    }
}
