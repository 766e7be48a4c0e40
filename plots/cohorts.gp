# How warm each cohort of either public is to the partner, with the public's own mean.
if (TERMINAL eq 'dumb') { exit }
SUMMARY = DATA.'/summary.csv'

# Bands of more cohorts would hide each other: then bars at the end show them.
most = 0
do for [s = 1:PUBLICS] { most = COHORT_COUNT[s] > most ? COHORT_COUNT[s] : most }
FANS = most <= 4
SUBTITLE = 'Warmth of each cohort to the partner, −1 to 1'.(BANDS ? ': medians; 50 % of members '.(FANS ? 'shaded' : 'as bars at the end').'; dotted: mean of the whole public' : '; dotted: the whole public')
LEGENDS = 0
load PLOTS.'/compare.gp'

BESIDE = WIDTH >= 520 && PUBLICS > 1 && FANS
NAMES = BESIDE ? 92. : 150.
BARS = FANS || !BANDS ? 0 : 6. * most + 4
AXIS_ROOM = 42.
COLUMNS = BESIDE ? 2 : 1
CELL = (INNER - 16. * (COLUMNS - 1)) / COLUMNS
PANEL_WIDTH = CELL - AXIS_ROOM - NAMES - BARS - 15
PANEL_HEIGHT = 13. * 1.2 * most + 30 > 220 ? 13. * 1.2 * most + 30 : 220.
ROW_HEIGHT = 22 + FLAG_ROOM + PANEL_HEIGHT + 42
HEIGHT = int(HEAD + ROW_HEIGHT * (BESIDE ? 1 : PUBLICS) + FOOT)
load PLOTS.'/style.gp'
LEFT(s) = EDGE + AXIS_ROOM + (BESIDE ? (CELL + 16) * (s - 1) : 0)
TOP(s) = HEAD + 22 + FLAG_ROOM + (BESIDE ? 0 : ROW_HEIGHT * (s - 1))

# Where lines and bars end, and one range for both publics.
VALUE = BANDS ? 8 : 4
array LAST[COHORTS]
array LAST_LOW[COHORTS]
array LAST_HIGH[COHORTS]
array LAST_PUBLIC[PUBLICS]
low = 1.; high = -1.
do for [c = 1:COHORTS] {
    line = COHORT_LINE[c]
    stats SUMMARY skip line every ::STEPS::STEPS using VALUE nooutput
    LAST[c] = STATS_min
    stats SUMMARY skip line every ::STEPS::STEPS using (BANDS ? $7 : $4) nooutput
    LAST_LOW[c] = STATS_min
    stats SUMMARY skip line every ::STEPS::STEPS using (BANDS ? $9 : $4) nooutput
    LAST_HIGH[c] = STATS_min
    stats SUMMARY skip line every ::0::STEPS using (BANDS ? $7 : $4) nooutput
    if (STATS_min < low) { low = STATS_min }
    stats SUMMARY skip line every ::0::STEPS using (BANDS ? $9 : $4) nooutput
    if (STATS_max > high) { high = STATS_max }
}
do for [s = 1:PUBLICS] {
    line = PUBLIC_LINE[s]
    stats SUMMARY skip line every ::STEPS::STEPS using 4 nooutput
    LAST_PUBLIC[s] = STATS_min
}
low = low - 0.06 < -0.95 ? -1. : low - 0.06
high = high + 0.06 > 0.95 ? 1. : high + 0.06
if (low > 0) { low = 0. }
if (high < 0) { high = 0. }

do for [s = 1:PUBLICS] {
    set label 100 + s SHORT(PUBLIC_TITLE[s], CELL / 1.04 / 12) at screen ACROSS(LEFT(s) - AXIS_ROOM), DOWN(TOP(s) - FLAG_ROOM - 14) left font ',12' textcolor rgb ink
}
load PLOTS.'/frame.gp'

COHORT_COLOUR(k) = COLOUR[(k - 1) % 7 + 1]
COHORT_DASH(k) = k == 1 ? 11 : 11 + (k - 1) % 8
AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9.5
END_HEIGHT = PANEL_HEIGHT; END_EMS = (NAMES - 2) / 1.04 / 10.5; END_SIZE = 10.5; END_FIRST = 801
END_MOST = most <= 8 ? 2 : 1
do for [s = 1:PUBLICS] {
    unset label; unset arrow
    n = COHORT_COUNT[s]
    from = s == 1 ? 0 : COHORT_COUNT[1]
    AT(value) = TOP(s) + PANEL_HEIGHT * (high - value) / (high - low)
    ENDS = n + 1
    array END_TEXT[ENDS]
    array END_AT[ENDS]
    array END_COLOUR[ENDS]
    do for [k = 1:n] {
        END_TEXT[k] = COHORT_TITLE[from + k]; END_AT[k] = AT(LAST[from + k]); END_COLOUR[k] = COHORT_COLOUR(k)
        if (BARS > 0) {
            x = LEFT(s) + PANEL_WIDTH + 6. * k - 1
            set arrow 300 + k from screen ACROSS(x), DOWN(AT(LAST_LOW[from + k])) to screen ACROSS(x), DOWN(AT(LAST_HIGH[from + k])) nohead front linecolor rgb COHORT_COLOUR(k) linewidth 3
        }
    }
    END_TEXT[ENDS] = 'public, mean'; END_AT[ENDS] = AT(LAST_PUBLIC[s]); END_COLOUR[ENDS] = ink
    END_X = LEFT(s) + PANEL_WIDTH + BARS; END_TOP = TOP(s)
    load PLOTS.'/ends.gp'
    FLAG_LEFT = LEFT(s); FLAG_TOP = TOP(s)
    load PLOTS.'/flags.gp'
    load PLOTS.'/dates.gp'
    set lmargin at screen ACROSS(LEFT(s)); set rmargin at screen ACROSS(LEFT(s) + PANEL_WIDTH)
    set tmargin at screen DOWN(TOP(s)); set bmargin at screen DOWN(TOP(s) + PANEL_HEIGHT)
    set yrange [low:high]
    set ytics NICE(high - low, PANEL_HEIGHT / 32.)
    line = PUBLIC_LINE[s]
    plot for [k = 1:(FANS && BANDS ? n : 0)] SUMMARY skip COHORT_LINE[from + k] every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb COHORT_COLOUR(k) fillstyle transparent solid 0.18 noborder notitle, \
         for [k = 1:n] SUMMARY skip COHORT_LINE[from + k] every ::0::STEPS using (START + $1):VALUE with lines linecolor rgb COHORT_COLOUR(k) linewidth 1.8 dashtype COHORT_DASH(k) notitle, \
         SUMMARY skip line every ::0::STEPS using (START + $1):4 with lines linecolor rgb '#222222' linewidth 2 dashtype 13 notitle
}
unset multiplot
