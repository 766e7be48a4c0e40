# What all figures share: places in points from the top left, heading, legend and foot, the legend of
# events, and how each scenario of a comparison is drawn. Loaded first, before the height of the
# figure is known:
#
#   in    TITLE, SUBTITLE, RUN, NOTE, WIDTH, and a legend of LEGENDS texts in LEGEND_TEXT[], or
#         LEGENDS = 0
#         FLAGS, FLAG_DATE[], FLAG_TITLE[], MORE_FLAGS   events, which flags.gp draws; FLAGS = 0 for
#         a figure without an axis of time
#   out   HEAD and FOOT, the points that heading and foot take, the legend of events included;
#         LEGEND_X[] and LEGEND_Y[]; FLAG_ROOM, the points that flags take above a plot
#
# A template then sets HEIGHT from its rows and panels (the program's counts for dumb only), loads
# style.gp, puts its samples into the legend and loads frame.gp.
load PLOTS.'/text.gp'
set minussign

EDGE = 20.
INNER = WIDTH - 2 * EDGE

# Units that metrics.csv writes as ranges.
UNIT(unit) = unit eq '-1..1' ? 'scale from −1 to 1' : unit eq '0..' ? 'scale from 0 up' : unit

# The control is dark and its line whole; the others have their colours and dashes in all figures.
# The terminals differ in how long a dash of a given length is.
DASH_UNIT = TERMINAL eq 'svg' ? 0.6 : 2.2
set dashtype 11 solid
set dashtype 12 (18 * DASH_UNIT, 6 * DASH_UNIT)
set dashtype 13 (4 * DASH_UNIT, 4 * DASH_UNIT)
set dashtype 14 (15 * DASH_UNIT, 4 * DASH_UNIT, 4 * DASH_UNIT, 4 * DASH_UNIT)
set dashtype 15 (6 * DASH_UNIT, 5 * DASH_UNIT)
set dashtype 16 (13 * DASH_UNIT, 4 * DASH_UNIT, 3 * DASH_UNIT, 3 * DASH_UNIT, 3 * DASH_UNIT, 4 * DASH_UNIT)
set dashtype 17 (25 * DASH_UNIT, 5 * DASH_UNIT)
set dashtype 18 (8 * DASH_UNIT, 3 * DASH_UNIT, 3 * DASH_UNIT, 3 * DASH_UNIT)
set dashtype 19 (2 * DASH_UNIT, 7 * DASH_UNIT) # of anchors
set dashtype 20 (5 * DASH_UNIT, 7 * DASH_UNIT) # of thresholds, which are thin
SCENARIO_COLOUR(s) = s == 1 ? '#333333' : COLOUR[s - 1]
SCENARIO_DASH(s) = 10 + s

# A step of an axis: 1, 2 or 5 times a power of ten, for at most so many steps.
POWER(x) = 10. ** floor(log10(x))
ROUND_UP(x, power) = x <= 1.0001 * power ? power : x <= 2.0001 * power ? 2 * power : x <= 5.0001 * power ? 5 * power : 10 * power
NICE(range, most) = ROUND_UP(1. * range / most, POWER(1. * range / most))

# The heading: a title that is too long is set smaller, then in two lines.
TITLE_SIZE = POINTS(TITLE, 17) <= INNER ? 17 : POINTS(TITLE, 14) <= INNER ? int(17 * INNER / POINTS(TITLE, 17)) : 14
TITLE_EMS = INNER / 1.04 / TITLE_SIZE
TITLE_LINES = LINES(TITLE, TITLE_EMS, 2)
SUBTITLE_EMS = INNER / 1.04 / 12
SUBTITLE_LINES = LINES(SUBTITLE, SUBTITLE_EMS, 3)
SUBTITLE_TOP = 54 + 20 * (TITLE_LINES - 1)
HEAD = SUBTITLE_TOP + 17 * (SUBTITLE_LINES - 1) + 16

# The legend, from left to right, in as many rows as it takes.
SAMPLE = 26
array LEGEND_X[LEGENDS + 1]
array LEGEND_Y[LEGENDS + 1]
x = EDGE; HEAD = HEAD + (LEGENDS > 0 ? 9 : 0)
do for [i = 1:LEGENDS] {
    LEGEND_TEXT[i] = SHORT(LEGEND_TEXT[i], (INNER - SAMPLE - 7) / 1.04 / 11)
    if (x > EDGE && x + SAMPLE + 7 + POINTS(LEGEND_TEXT[i], 11) > EDGE + INNER) { x = EDGE; HEAD = HEAD + 18 }
    LEGEND_X[i] = x; LEGEND_Y[i] = HEAD
    x = x + SAMPLE + 7 + POINTS(LEGEND_TEXT[i], 11) + 18
}
HEAD = HEAD + (LEGENDS > 0 ? 15 : 0)

# The foot: one line if there is room for both.
RUN_SIZE = POINTS(RUN, 10) <= INNER ? 10 : 10 * INNER / POINTS(RUN, 10)
FOOT_LINES = POINTS(RUN, 10) + POINTS(NOTE, 10) + 24 <= INNER ? 1 : 2
FOOT = 18 + 15 * FOOT_LINES

# The legend of events above the foot, in one or two columns, each event in at most two lines.
FLAG_ROOM = FLAGS > 0 ? 22 : 0
FLAG_FRONT = 0
FLAG_SHOWN(i) = 1 # in every panel, unless the template says otherwise
EVENTS_FILE = exists('SCENARIOS') ? '' : ': events.csv'
FLAG_COLUMNS = WIDTH >= 540 && FLAGS > 1 ? 2 : 1
FLAG_INDENT = 20.    # after the number
FLAG_DATE_ROOM = 54. # after the date
FLAG_PITCH = INNER / FLAG_COLUMNS
FLAG_EMS = (FLAG_PITCH - FLAG_INDENT - FLAG_DATE_ROOM - 12) / 1.04 / 10.5
array FLAG_LINES[FLAGS + 1]
array FLAG_COLUMN[FLAGS + 1]
array FLAG_LINE[FLAGS + 1] # of its column, from 0
flag_lines = 0
do for [i = 1:FLAGS] {
    FLAG_LINES[i] = LINES(FLAG_TITLE[i], FLAG_EMS, 2)
    flag_lines = flag_lines + FLAG_LINES[i]
}
flag_rows = 0; line = 0; column = 0
do for [i = 1:FLAGS] {
    if (column == 0 && FLAG_COLUMNS == 2 && 2 * line >= flag_lines) { column = 1; line = 0 }
    FLAG_COLUMN[i] = column; FLAG_LINE[i] = line
    line = line + FLAG_LINES[i]
    flag_rows = line > flag_rows ? line : flag_rows
}
FLAG_FOOT = FLAGS > 0 ? 14 * (flag_rows + (MORE_FLAGS > 0)) + 14 : 0
FOOT = FOOT + FLAG_FOOT
