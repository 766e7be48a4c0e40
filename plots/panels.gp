# Four panels: stances of governments, warmth of publics, domains of cooperation, grievances.
SUMMARY = DATA.'/summary.csv'
SUBTITLE = BANDS ? 'Medians and the middle half of members' : 'One run'
LEGENDS = 0
load PLOTS.'/compare.gp'

COLUMNS = 2
ROWS = 2
NUMBERS = 32. # to the left of a panel
GAP = NARROW ? 10. : 24.
PANEL_WIDTH = (INNER - (NARROW ? 9 : 6) - NUMBERS * COLUMNS - GAP) / COLUMNS
LEGEND_SIZE = NARROW ? 10 : 11
LEGEND_LINE = 16.
SERIES(panel) = panel == 0 ? STANCES : panel == 1 ? PUBLICS : panel == 2 ? DOMAINS : GRIEVANCES
LEFT(panel) = EDGE + NUMBERS + (panel % 2) * (PANEL_WIDTH + GAP + NUMBERS)
NAME(panel, i) = panel == 0 ? STANCE_TITLE[i] : panel == 1 ? PUBLIC_TITLE[i] : panel == 2 ? DOMAIN_TITLE[i] : GRIEVANCE_TITLE[i]
SHORT_NAME(panel, i) = SHORT(NAME(panel, i), (PANEL_WIDTH + NUMBERS - SAMPLE - 7) / 1.04 / LEGEND_SIZE)

# The legend of each panel: from left to right, in further rows where one is full.
MOST_SERIES = 1
do for [panel = 0:3] { MOST_SERIES = SERIES(panel) > MOST_SERIES ? SERIES(panel) : MOST_SERIES }
array KEY_X[1 + 4 * MOST_SERIES]
array KEY_ROW[1 + 4 * MOST_SERIES]
array KEY_ROWS[2] = [1, 1] # of a row of panels
do for [panel = 0:3] {
    x = 0.; line = 1
    do for [i = 1:SERIES(panel)] {
        width = SAMPLE + 7 + POINTS(SHORT_NAME(panel, i), LEGEND_SIZE)
        if (x > 0 && x + width > PANEL_WIDTH + NUMBERS) { x = 0.; line = line + 1 }
        KEY_X[panel * MOST_SERIES + i] = x
        KEY_ROW[panel * MOST_SERIES + i] = line
        x = x + width + 14
    }
    KEY_ROWS[panel / 2 + 1] = line > KEY_ROWS[panel / 2 + 1] ? line : KEY_ROWS[panel / 2 + 1]
}

# From the top of a row of panels: title, legend, axes, years.
PANEL_HEIGHT = NARROW ? 120. : 165.
ABOVE(row) = 24 + LEGEND_LINE * KEY_ROWS[row + 1] + 6
UNDER = 34
NATURAL = HEAD + ABOVE(0) + ABOVE(1) + 2 * (PANEL_HEIGHT + UNDER) + FOOT
PANEL_HEIGHT = FITTED(PANEL_HEIGHT, NATURAL, ROWS)
ROW_TOP(row) = HEAD + 4 + (row == 0 ? 0 : ABOVE(0) + PANEL_HEIGHT + UNDER)
HEIGHT = int(ROW_TOP(1) + ABOVE(1) + PANEL_HEIGHT + UNDER - 4 + FOOT)
load PLOTS.'/style.gp'

do for [panel = 0:3] {
    left = LEFT(panel) - NUMBERS; top = ROW_TOP(panel / 2)
    set label 100 * (panel + 1) word('Stances Publics Domains Grievances', panel + 1) at screen ACROSS(left), DOWN(top + 8) left font ',13' textcolor rgb ink
    do for [i = 1:SERIES(panel)] {
        x = left + KEY_X[panel * MOST_SERIES + i]
        y = top + 24 + LEGEND_LINE * (KEY_ROW[panel * MOST_SERIES + i] - 0.5)
        set arrow 100 * (panel + 1) + i from screen ACROSS(x), DOWN(y) to screen ACROSS(x + SAMPLE), DOWN(y) nohead linecolor rgb COLOUR[(i - 1) % 12 + 1] linewidth 2 dashtype DASH[(i - 1) % 12 + 1]
        set label 100 * (panel + 1) + i SHORT_NAME(panel, i) at screen ACROSS(x + SAMPLE + 7), DOWN(y) left font sprintf(',%d', LEGEND_SIZE) textcolor rgb ink
    }
}
load PLOTS.'/frame.gp'

set xrange [START:START + YEARS]
set xtics YEAR_STEP(PANEL_WIDTH)
set style fill transparent solid 0.16 noborder
do for [panel = 0:3] {
    set lmargin at screen ACROSS(LEFT(panel)); set rmargin at screen ACROSS(LEFT(panel) + PANEL_WIDTH)
    top = ROW_TOP(panel / 2) + ABOVE(panel / 2)
    set tmargin at screen DOWN(top); set bmargin at screen DOWN(top + PANEL_HEIGHT)
    n = SERIES(panel)
    array FIRST[n + 1]
    do for [i = 1:n] {
        FIRST[i] = panel == 0 ? STANCE_LINE[i] : panel == 1 ? PUBLIC_LINE[i] : panel == 2 ? DOMAIN_LINE[i] : GRIEVANCE_LINE[i]
    }
    if (panel == 3) {
        high = 0.4
        do for [i = 1:n] {
            stats SUMMARY skip FIRST[i] every ::0::STEPS using (column(BANDS ? 9 : 4)) nooutput
            high = STATS_max > high ? STATS_max : high
        }
        set yrange [0:1.04 * high]; set ytics NICE(high, PANEL_HEIGHT / 24.)
    } else { set yrange [*<-0.75:0.75<*]; set ytics 0.5 }
    plot for [i = 1:(BANDS ? n : 0)] SUMMARY skip FIRST[i] every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb COLOUR[(i - 1) % 12 + 1] notitle, \
         for [i = 1:n] SUMMARY skip FIRST[i] every ::0::STEPS using (START + $1):(column(BANDS ? 8 : 4)) with lines linecolor rgb COLOUR[(i - 1) % 12 + 1] linewidth 2 dashtype DASH[(i - 1) % 12 + 1] notitle
}
unset multiplot
