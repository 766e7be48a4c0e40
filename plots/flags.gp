# The legend of events that stand as numbered flags in a plot: one column, or two where there is room;
# a text that is too long goes on in a second line.
#
#   in    FLAGS, FLAG_TEXT[]; FLAG_SIZE, of the font
#         FLAG_TOP   0: only measure; then, loaded again, where the legend begins, in points from the top
#   out   FLAG_ROOM, the points that it takes; labels from 1000 on
FLAG_COLUMNS = NARROW || FLAGS < 2 ? 1 : 2
FLAG_ROWS = (FLAGS + FLAG_COLUMNS - 1) / FLAG_COLUMNS
FLAG_LINE = FLAG_SIZE + 3.5
FLAG_NUMBER = POINTS('10  ', FLAG_SIZE)
FLAG_EMS = (1. * INNER / FLAG_COLUMNS - FLAG_NUMBER - 8) / 1.04 / FLAG_SIZE
FLAG_ROOM = 0.
do for [i = 1:FLAGS] {
    if ((i - 1) % FLAG_ROWS == 0) { flag_y = 0. }
    flag_lines = LINES(FLAG_TEXT[i], FLAG_EMS, 2)
    do for [line = 1:(FLAG_TOP > 0 ? flag_lines : 0)] {
        x = EDGE + INNER / FLAG_COLUMNS * ((i - 1) / FLAG_ROWS)
        flag_text = LINE(FLAG_TEXT[i], FLAG_EMS, 2, line)
        if (line == 1) { flag_text = sprintf('%d  ', i).flag_text } else { x = x + POINTS(sprintf('%d  ', i), FLAG_SIZE) }
        set label 1000 + 10 * i + line flag_text at screen ACROSS(x), DOWN(FLAG_TOP + flag_y + FLAG_LINE * (line - 1)) left font sprintf(',%.1f', FLAG_SIZE) textcolor rgb ink
    }
    flag_y = flag_y + FLAG_LINE * flag_lines + (NARROW ? 2 : 3)
    FLAG_ROOM = flag_y > FLAG_ROOM ? flag_y : FLAG_ROOM
}
