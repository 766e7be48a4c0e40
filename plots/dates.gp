# Dates below an axis of time, which is in decimal years: years, or months where there are few years.
#
#   in    AXIS_FROM, AXIS_UNTIL   what the axis shows
#         AXIS_POINTS             how long it is
#   out   xrange, xtics
array DATE_STEP[11] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200] # months
DATE_SPACE(step) = 1. * step / 12 / (AXIS_UNTIL - AXIS_FROM) * AXIS_POINTS
date_step = DATE_STEP[11]
do for [i = 10:1:-1] {
    if (DATE_SPACE(DATE_STEP[i]) >= (DATE_STEP[i] < 12 ? 58 : 38)) { date_step = DATE_STEP[i] }
}
first = int(ceil((12 * AXIS_FROM - 0.01) / date_step))
last = int(floor((12 * AXIS_UNTIL + 0.01) / date_step))
set xrange [AXIS_FROM:AXIS_UNTIL]
set xtics (sprintf('') AXIS_FROM - 1)
do for [i = first:last] {
    month = i * date_step
    set xtics add ((date_step < 12 ? sprintf('%d-%02d', month / 12, month % 12 + 1) : sprintf('%d', month / 12)) month / 12.)
}
