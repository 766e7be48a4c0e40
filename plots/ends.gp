# Labels at the right end of what they name, pushed apart, each with a short line to it.
#
#   in    ENDS, END_TEXT[], END_COLOUR[]   the labels
#         END_AT[]                         where each belongs, in points from the top
#         END_X, END_TOP, END_HEIGHT       the right edge of the plot; its top and height
#         END_EMS, END_MOST, END_SIZE      the room for a line, the most lines of a label, the font
#         END_FIRST                        the number of the first label and arrow
#   out   labels and arrows; END_LAST, the highest number in use
END_LINE = 1.2 * END_SIZE
array END_PLACE[ENDS + 1]
array END_ROOM[ENDS + 1]
array END_ORDER[ENDS + 1]
needed = 0.
do for [i = 1:ENDS] {
    END_ROOM[i] = END_LINE * LINES(END_TEXT[i], END_EMS, END_MOST) + 2
    END_PLACE[i] = 1. * END_AT[i]
    needed = needed + END_ROOM[i]
    END_ORDER[i] = i
    do for [k = i:2:-1] {
        if (END_PLACE[END_ORDER[k]] < END_PLACE[END_ORDER[k - 1]]) { swap = END_ORDER[k]; END_ORDER[k] = END_ORDER[k - 1]; END_ORDER[k - 1] = swap }
    }
}
END_SHRINK = needed > END_HEIGHT + END_LINE ? (END_HEIGHT + END_LINE) / needed : 1.
do for [pass = 1:(ENDS > 1 ? 300 : 1)] {
    do for [k = 2:ENDS] {
        a = END_ORDER[k - 1]; b = END_ORDER[k]
        over = END_PLACE[a] - END_PLACE[b] + END_SHRINK * 0.5 * (END_ROOM[a] + END_ROOM[b])
        if (over > 0) { END_PLACE[a] = END_PLACE[a] - over / 2; END_PLACE[b] = END_PLACE[b] + over / 2 }
    }
    a = END_ORDER[1]; b = END_ORDER[ENDS]
    above = END_TOP - 0.5 * END_LINE + 0.5 * END_SHRINK * END_ROOM[a]
    below = END_TOP + END_HEIGHT + 0.5 * END_LINE - 0.5 * END_SHRINK * END_ROOM[b]
    if (END_PLACE[a] < above) { END_PLACE[a] = above }
    if (END_PLACE[b] > below) { END_PLACE[b] = below }
}
END_LAST = END_FIRST - 1
do for [i = 1:ENDS] {
    lines = LINES(END_TEXT[i], END_EMS, END_MOST)
    do for [l = 1:lines] {
        END_LAST = END_LAST + 1
        set label END_LAST LINE(END_TEXT[i], END_EMS, END_MOST, l) at screen ACROSS(END_X + 15), DOWN(END_PLACE[i] + END_SHRINK * END_LINE * (l - 0.5 * (lines + 1))) left font sprintf(',%.1f', END_SHRINK * END_SIZE) textcolor rgb END_COLOUR[i]
    }
    set arrow END_FIRST + i - 1 from screen ACROSS(END_X + 2), DOWN(END_AT[i]) to screen ACROSS(END_X + 12), DOWN(END_PLACE[i]) nohead front linecolor rgb END_COLOUR[i] linewidth 0.8
}
