# What figures of a sweep's factors share: which outcome is shown, the room for the factors' names,
# and the place of each row. Loaded after compare.gp and before the height of the figure is known.
#
#   in    PART, FACTORS, FACTOR_TITLE[] from the program; LANE, the height of a row; VALUE_ROOM, the
#         points right of the plot
#   out   AT(f), of a factor in the arrays; NAMES, LEFT, PLOT_WIDTH, PLOT_HEIGHT, TOP, HEIGHT; ROW(r),
#         the middle of a row; BELOW() and ABOVE(), ends of an axis; CLIP(x) to low … high
AT(f) = (PART - 1) * FACTORS + f
IS_DEFINED(x) = x == x
NAME_SIZE = 10.5
NAMES = 60.
do for [f = 1:FACTORS] {
    if (POINTS(FACTOR_TITLE[f], NAME_SIZE) > NAMES) { NAMES = POINTS(FACTOR_TITLE[f], NAME_SIZE) }
}
NAMES = NAMES > 0.38 * INNER ? 0.38 * INNER : NAMES + 1
NAME_EMS = NAMES / 1.04 / NAME_SIZE
LEFT = EDGE + NAMES + 10
PLOT_WIDTH = WIDTH - EDGE - VALUE_ROOM - LEFT
TOP = HEAD + 10
PLOT_HEIGHT = 1. * LANE * FACTORS
HEIGHT = int(TOP + PLOT_HEIGHT + 48 + FOOT)
ROW(r) = TOP + LANE * (r - 0.5)

# Whiskers that are much longer than bars must not squeeze them: they are cut off at the plot's edge.
MOST_BEYOND = 1.
BELOW(bars_low, bars_high, x) = x < bars_low - MOST_BEYOND * (bars_high - bars_low) ? bars_low - MOST_BEYOND * (bars_high - bars_low) : x < bars_low ? x : bars_low
ABOVE(bars_low, bars_high, x) = x > bars_high + MOST_BEYOND * (bars_high - bars_low) ? bars_high + MOST_BEYOND * (bars_high - bars_low) : x > bars_high ? x : bars_high
CLIP(x) = x < low ? low : x > high ? high : x
