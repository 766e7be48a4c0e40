# Four panels: stances of governments, warmth of publics, domains of cooperation, grievances.
if (TERMINAL eq 'dumb') { exit }
SUMMARY = DATA.'/summary.csv'

SUBTITLE = BANDS ? 'Medians, and the middle half of members shaded' : 'One run'
LEGENDS = 0
load PLOTS.'/compare.gp'

PANELS = 4
array PANEL_TITLE[4] = ['Stances of governments, −1 to 1', 'Warmth of publics, −1 to 1', 'Cooperation in domains, −1 to 1', 'Grievances, from 0 up']
array PANEL_SERIES[4] = [STANCES, PUBLICS, DOMAINS, GRIEVANCES]
SERIES_LINE(p, i) = p == 1 ? STANCE_LINE[i] : p == 2 ? PUBLIC_LINE[i] : p == 3 ? DOMAIN_LINE[i] : GRIEVANCE_LINE[i]
SERIES_TITLE(p, i) = p == 1 ? STANCE_TITLE[i] : p == 2 ? PUBLIC_TITLE[i] : p == 3 ? DOMAIN_TITLE[i] : GRIEVANCE_TITLE[i]

columns = WIDTH < 520 ? 1 : 2
rows = PANELS / columns
END_SIZE = 10.5; END_FIRST = 801
NAMES = 40.
do for [p = 1:PANELS] { do for [i = 1:PANEL_SERIES[p]] {
    width = POINTS(SERIES_TITLE(p, i), END_SIZE)
    NAMES = width > NAMES ? width : NAMES
} }
NAMES = NAMES > 84 ? 84. : NAMES + 1 # longer ones are broken
END_EMS = NAMES / 1.04 / END_SIZE
AXIS_ROOM = 36.
GAP = 14.
PANEL_WIDTH = (INNER - GAP * (columns - 1)) / columns - AXIS_ROOM - NAMES - 15
PANEL_HEIGHT = DOMAINS <= 6 ? 150. : 25. * DOMAINS
ROW_HEIGHT = 24 + FLAG_ROOM + PANEL_HEIGHT + 40
HEIGHT = int(HEAD + 6 + rows * ROW_HEIGHT + FOOT)
load PLOTS.'/style.gp'
LEFT(p) = EDGE + AXIS_ROOM + (p - 1) % columns * (PANEL_WIDTH + AXIS_ROOM + NAMES + 15 + GAP)
TOP(p) = HEAD + 6 + (p - 1) / columns * ROW_HEIGHT + 24 + FLAG_ROOM
do for [p = 1:PANELS] {
    set label 100 + p PANEL_TITLE[p] at screen ACROSS(LEFT(p) - AXIS_ROOM), DOWN(TOP(p) - FLAG_ROOM - 17) left font ',12' textcolor rgb ink
}

# Where each line ends, and one range for the first three panels; grievances have their own.
MOST_SERIES = 2 > DOMAINS ? 2 : DOMAINS
array LAST[PANELS * MOST_SERIES]
array LOW[PANELS]
array HIGH[PANELS]
VALUE = BANDS ? 8 : 4
do for [p = 1:PANELS] {
    LOW[p] = 0.; HIGH[p] = p == PANELS ? 0.2 : 0.
    do for [i = 1:PANEL_SERIES[p]] {
        line = SERIES_LINE(p, i)
        stats SUMMARY skip line every ::STEPS::STEPS using VALUE nooutput
        LAST[(p - 1) * MOST_SERIES + i] = STATS_min
        stats SUMMARY skip line every ::0::STEPS using (BANDS ? $7 : $4) nooutput
        if (STATS_min < LOW[p]) { LOW[p] = STATS_min }
        stats SUMMARY skip line every ::0::STEPS using (BANDS ? $9 : $4) nooutput
        if (STATS_max > HIGH[p]) { HIGH[p] = STATS_max }
    }
}
low = LOW[1]; high = HIGH[1]
do for [p = 2:3] { low = LOW[p] < low ? LOW[p] : low; high = HIGH[p] > high ? HIGH[p] : high }
low = low - 0.1 < -0.9 ? -1. : low - 0.1
high = high + 0.1 > 0.9 ? 1. : high + 0.1
do for [p = 1:3] { LOW[p] = low; HIGH[p] = high }
HIGH[4] = 1.05 * HIGH[4]
load PLOTS.'/frame.gp'

AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9.5
END_HEIGHT = PANEL_HEIGHT
load PLOTS.'/dates.gp'
SERIES_DASH(i) = 11 + (i - 1) % 8
set style fill transparent solid 0.16 noborder
do for [p = 1:PANELS] {
    unset label; unset arrow
    ENDS = PANEL_SERIES[p]
    array END_TEXT[ENDS]
    array END_AT[ENDS]
    array END_COLOUR[ENDS]
    do for [i = 1:ENDS] {
        END_TEXT[i] = SERIES_TITLE(p, i); END_COLOUR[i] = COLOUR[i]
        END_AT[i] = TOP(p) + PANEL_HEIGHT * (HIGH[p] - LAST[(p - 1) * MOST_SERIES + i]) / (HIGH[p] - LOW[p])
    }
    END_X = LEFT(p) + PANEL_WIDTH; END_TOP = TOP(p); END_MOST = ENDS <= 6 ? 2 : 1
    load PLOTS.'/ends.gp'
    FLAG_LEFT = LEFT(p); FLAG_TOP = TOP(p)
    load PLOTS.'/flags.gp'
    set lmargin at screen ACROSS(LEFT(p)); set rmargin at screen ACROSS(LEFT(p) + PANEL_WIDTH)
    set tmargin at screen DOWN(TOP(p)); set bmargin at screen DOWN(TOP(p) + PANEL_HEIGHT)
    set yrange [LOW[p]:HIGH[p]]
    set ytics NICE(HIGH[p] - LOW[p], PANEL_HEIGHT / 28.)
    plot for [i = 1:(BANDS ? ENDS : 0)] SUMMARY skip SERIES_LINE(p, i) every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb COLOUR[i] notitle, \
         0 with lines linecolor rgb '#555555' linewidth 0.8 notitle, \
         for [i = 1:ENDS] SUMMARY skip SERIES_LINE(p, i) every ::0::STEPS using (START + $1):VALUE with lines linecolor rgb COLOUR[i] linewidth 1.8 dashtype SERIES_DASH(i) notitle
}
unset multiplot
