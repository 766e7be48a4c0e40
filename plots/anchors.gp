# Words beside an axis of health: the template's own, such as what 25 and 45 mean, and the anchors of
# the scenario. Words that would stand one on the other are pushed apart, and each keeps a short line
# that leads from it to its level on the axis.
#
#   in    ANCHORS, ANCHOR_TITLE[], ANCHOR_MARK[], MARKS, MARK_HEALTH[]   from the program
#         WORDS, WORD_TEXT[], WORD_AT[], WORD_SIZE, WORD_COLOUR           the template's own
#         PLOT_TOP, PLOT_HEIGHT, AXIS   of the plot, in points from the top and from the left
#         SIDE                          1: to the right of the axis; -1: to its left
#         ANCHOR_SIZE, ANCHOR_EMS       of the font, and of the room for a line of an anchor's title
#   out   labels and arrows from 501 on; the template draws the levels themselves
LEAD = 9 # the length of the short lines

# One line a title if two would not leave room for all; smaller ones if that does not.
NEEDED(lines) = 12. * lines + 4 * MARKS + 15 * WORDS
anchor_lines = 0
do for [i = 1:ANCHORS] { anchor_lines = anchor_lines + LINES(ANCHOR_TITLE[i].';', ANCHOR_EMS, 2) }
MOST_ANCHOR_LINES = NEEDED(anchor_lines) > 0.9 * PLOT_HEIGHT ? 1 : 2
SQUEEZE = MOST_ANCHOR_LINES == 1 && NEEDED(ANCHORS) > PLOT_HEIGHT + 14 ? (PLOT_HEIGHT + 14) / NEEDED(ANCHORS) : 1

PLACES = WORDS + MARKS
array PLACED[PLACES + 1]
array PLACED_LEVEL[PLACES + 1]
array PLACED_ROOM[PLACES + 1]
array PLACED_ORDER[PLACES + 1]
PLACE_HEALTH(value) = PLOT_TOP + PLOT_HEIGHT * (1 - value / 100.)
do for [i = 1:WORDS] { PLACED_LEVEL[i] = 1. * WORD_AT[i]; PLACED_ROOM[i] = 15. * SQUEEZE }
do for [m = 1:MARKS] { PLACED_LEVEL[WORDS + m] = 1. * MARK_HEALTH[m]; PLACED_ROOM[WORDS + m] = 4. * SQUEEZE }
do for [i = 1:ANCHORS] {
    if (i < ANCHORS && ANCHOR_MARK[i + 1] == ANCHOR_MARK[i]) { ANCHOR_TITLE[i] = ANCHOR_TITLE[i].';' }
    m = WORDS + ANCHOR_MARK[i]
    PLACED_ROOM[m] = PLACED_ROOM[m] + 12 * SQUEEZE * LINES(ANCHOR_TITLE[i], ANCHOR_EMS, MOST_ANCHOR_LINES)
}

# From the highest to the lowest, pushed apart and back into the plot.
do for [k = 1:PLACES] {
    PLACED[k] = PLACE_HEALTH(PLACED_LEVEL[k])
    PLACED_ORDER[k] = k
    do for [i = k:2:-1] {
        if (PLACED_LEVEL[PLACED_ORDER[i]] > PLACED_LEVEL[PLACED_ORDER[i - 1]]) {
            swap = PLACED_ORDER[i]; PLACED_ORDER[i] = PLACED_ORDER[i - 1]; PLACED_ORDER[i - 1] = swap
        }
    }
}
do for [pass = 1:300] {
    do for [i = 2:PLACES] {
        a = PLACED_ORDER[i - 1]; b = PLACED_ORDER[i]
        over = PLACED[a] + PLACED_ROOM[a] / 2 - (PLACED[b] - PLACED_ROOM[b] / 2)
        if (over > 0) { PLACED[a] = PLACED[a] - over / 2; PLACED[b] = PLACED[b] + over / 2 }
    }
    a = PLACED_ORDER[1]; b = PLACED_ORDER[PLACES]
    if (PLACED[a] < PLOT_TOP - 8 + PLACED_ROOM[a] / 2) { PLACED[a] = PLOT_TOP - 8 + PLACED_ROOM[a] / 2 }
    if (PLACED[b] > PLOT_TOP + PLOT_HEIGHT + 8 - PLACED_ROOM[b] / 2) { PLACED[b] = PLOT_TOP + PLOT_HEIGHT + 8 - PLACED_ROOM[b] / 2 }
}

# Texts are set in rows of equal height, one label a line.
texts = 0
array TEXT[WORDS + 2 * ANCHORS + 1]
array TEXT_Y[WORDS + 2 * ANCHORS + 1]
do for [i = 1:WORDS] { texts = texts + 1; TEXT[texts] = WORD_TEXT[i]; TEXT_Y[texts] = PLACED[i] }
do for [i = 1:ANCHORS] {
    k = WORDS + ANCHOR_MARK[i]
    if (i == 1 || ANCHOR_MARK[i - 1] != ANCHOR_MARK[i]) { y = PLACED[k] - PLACED_ROOM[k] / 2 + 8 * SQUEEZE }
    do for [l = 1:LINES(ANCHOR_TITLE[i], ANCHOR_EMS, MOST_ANCHOR_LINES)] {
        texts = texts + 1; TEXT[texts] = LINE(ANCHOR_TITLE[i], ANCHOR_EMS, MOST_ANCHOR_LINES, l); TEXT_Y[texts] = y
        y = y + 12 * SQUEEZE
    }
}
TEXT_X = AXIS + SIDE * (LEAD + 4)
do for [i = 1:texts] {
    size = SQUEEZE * (i <= WORDS ? WORD_SIZE : ANCHOR_SIZE)
    colour = i <= WORDS ? WORD_COLOUR : soft
    if (SIDE > 0) {
        set label 500 + i TEXT[i] at screen ACROSS(TEXT_X), DOWN(TEXT_Y[i]) left font sprintf(',%.1f', size) textcolor rgb colour
    } else {
        set label 500 + i TEXT[i] at screen ACROSS(TEXT_X), DOWN(TEXT_Y[i]) right font sprintf(',%.1f', size) textcolor rgb colour
    }
}
do for [k = 1:PLACES] {
    set arrow 500 + k from screen ACROSS(AXIS + SIDE * 1.5), DOWN(PLACE_HEALTH(PLACED_LEVEL[k])) to screen ACROSS(AXIS + SIDE * LEAD), DOWN(PLACED[k]) nohead front linecolor rgb soft linewidth 0.7
}
