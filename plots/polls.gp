# What surveys would find in every poll, and what they found: panels in columns of three. With
# history, time begins at the first survey wave and the start of the run is a line.
DUMB = TERMINAL eq 'dumb'
if (DUMB) { exit }
SUMMARY = DATA.'/summary.csv'
SURVEYS = DATA.'/surveys.csv'

SUBTITLE = 'What surveys would find, in percent, by the curves that the scenario gives'.(WAVES > 0 ? ', and what they found' : '')
LEGENDS = 0
array LEGEND_TEXT[5]
array LEGEND_KIND[5]
do for [kind = 1:5] {
    shown = kind == 1 ? BANDS : kind == 2 ? 1 : kind == 3 ? WAVES > MEMORY_WAVES : kind == 4 ? MEMORY_WAVES > 0 : FROM < START
    if (shown) {
        LEGENDS = LEGENDS + 1
        LEGEND_KIND[LEGENDS] = kind
        LEGEND_TEXT[LEGENDS] = kind == 1 ? '50 and 90 %' : kind == 2 ? (BANDS ? 'median' : 'one run') : kind == 3 ? 'survey wave' : kind == 4 ? 'wave from memory' : 'start of the run'
    }
}
load PLOTS.'/compare.gp'

MOST_COLUMNS = WIDTH < 520 ? 1 : WIDTH < 700 ? 2 : 3
COLUMNS = POLLS < MOST_COLUMNS ? POLLS : MOST_COLUMNS
ROWS = (POLLS + COLUMNS - 1) / COLUMNS
PANEL_HEIGHT = COLUMNS == 1 ? 260 : COLUMNS == 2 ? 190 : 130
TITLE_ROOM = 48 + FLAG_ROOM # above a panel, for its title in three lines
PANEL_GAP = TITLE_ROOM + 28
HEIGHT = int(HEAD + ROWS * (PANEL_HEIGHT + PANEL_GAP) + 8 + FOOT)
NUMBERS = 30. # to the left of a panel
PANEL_WIDTH = (INNER - NUMBERS * COLUMNS - 16 * (COLUMNS - 1)) / COLUMNS
load PLOTS.'/style.gp'
UNTIL = START + YEARS
SPAN = UNTIL - FROM
AXIS_FROM = FROM < START ? FROM - 0.02 * SPAN : FROM; AXIS_UNTIL = UNTIL; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9
set yrange [0:100]

# Samples of the legend.
do for [i = 1:LEGENDS] {
    x = LEGEND_X[i]; y = LEGEND_Y[i]
    if (LEGEND_KIND[i] == 1) {
        set arrow 201 from screen ACROSS(x), DOWN(y) to screen ACROSS(x + SAMPLE), DOWN(y) nohead linecolor rgb '#cfe3f1' linewidth 9
        set arrow 202 from screen ACROSS(x + 6), DOWN(y) to screen ACROSS(x + SAMPLE - 6), DOWN(y) nohead linecolor rgb '#8fbfdf' linewidth 9
    }
    if (LEGEND_KIND[i] == 2) { set arrow 203 from screen ACROSS(x), DOWN(y) to screen ACROSS(x + SAMPLE), DOWN(y) nohead linecolor rgb blue linewidth 1.8 }
    if (LEGEND_KIND[i] == 3) { set object 201 circle at screen ACROSS(x + SAMPLE / 2), DOWN(y) size screen 3.2 / WIDTH fillcolor rgb vermillion fillstyle solid noborder }
    if (LEGEND_KIND[i] == 4) { set object 202 circle at screen ACROSS(x + SAMPLE / 2), DOWN(y) size screen 3.2 / WIDTH fillcolor rgb '#aaaaaa' fillstyle solid noborder }
    if (LEGEND_KIND[i] == 5) { set arrow 204 from screen ACROSS(x + SAMPLE / 2), DOWN(y - 7) to screen ACROSS(x + SAMPLE / 2), DOWN(y + 7) nohead linecolor rgb soft linewidth 0.6 }
}
load PLOTS.'/frame.gp'
do for [i = 201:202] { unset object i }

# Dates YYYY-MM or YYYY-MM-DD as decimal years; "08" alone would be octal to gnuplot. The source of a
# wave may have quotes and line breaks that gnuplot takes for something else: of a row only what
# stands before it is read, and that which has no date in its place is no wave.
IS_DATE(text) = strlen(text) >= 7 && (sum [i = 1:strlen(text)] (strstrt('0123456789-', text[i:i]) == 0)) == 0
DAY(date) = strlen(date) > 7 ? real(date[9:10].'.0') : 1.
YEAR(date) = real(date[1:4].'.0') + (real(date[6:7].'.0') - 1) / 12 + (DAY(date) - 1) / 365.25
WAVE_AT(p, memory) = strcol(1) eq POLL_NAME[p] && IS_DATE(strcol(2)) && (strstrt(POLL_MEMORY[p], ' '.strcol(2).' ') > 0) == memory ? YEAR(strcol(2)) : NaN
WAVE_SIZE = TERMINAL eq 'svg' ? 0.45 : TERMINAL eq 'pdf' ? 0.8 : 1 # the terminals differ in this

load PLOTS.'/dates.gp'
set xtics font ',10'
set ytics 25 font ',10'
MEDIAN = BANDS ? 8 : 4 # the column: of one run there is its value only
do for [p = 1:POLLS] {
    column = (p - 1) % COLUMNS
    row = (p - 1) / COLUMNS
    left = EDGE + NUMBERS + column * (PANEL_WIDTH + NUMBERS + 16)
    top = HEAD + TITLE_ROOM + row * (PANEL_HEIGHT + PANEL_GAP)
    set lmargin at screen ACROSS(left)
    set rmargin at screen ACROSS(left + PANEL_WIDTH)
    set tmargin at screen DOWN(top)
    set bmargin at screen DOWN(top + PANEL_HEIGHT)
    unset label
    unset arrow
    title_ems = (PANEL_WIDTH + NUMBERS) / 1.04 / 11
    lines = LINES(POLL_TITLE[p], title_ems, 3)
    do for [i = 1:lines] {
        set label i LINE(POLL_TITLE[p], title_ems, 3, i) at screen ACROSS(left - NUMBERS), DOWN(top - FLAG_ROOM - 15 - 13 * (lines - i)) left font ',11' textcolor rgb ink
    }
    FLAG_LEFT = left; FLAG_TOP = top
    load PLOTS.'/flags.gp'
    if (FROM < START) { set arrow 1 from START, 0 to START, 100 nohead back linecolor rgb soft linewidth 0.6 }
    plot for [band = 1:(BANDS ? 2 : 0)] SUMMARY skip POLL_LINE[p] every ::0::STEPS using (START + $1):(column(5 + band)):(column(11 - band)) with filledcurves fillcolor rgb (band == 1 ? '#cfe3f1' : '#8fbfdf') notitle, \
         SUMMARY skip POLL_LINE[p] every ::0::STEPS using (START + $1):MEDIAN with lines linecolor rgb blue linewidth 1.6 notitle, \
         for [memory = (POLL_WAVES[p] > 0 ? 1 : -1):0:-1] SURVEYS skip 1 using (WAVE_AT(p, memory)):4 with points pointtype 7 pointsize WAVE_SIZE linecolor rgb (memory ? '#aaaaaa' : vermillion) notitle
}
unset multiplot
