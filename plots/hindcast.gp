# A model held against surveys: for every poll what it would have found in each month, and what it
# found. Panels in columns of three; the most severe shocks of the record are numbered lines.
DUMB = TERMINAL eq 'dumb'
BANDS = DATA.'/bands.csv'
WAVES = DATA.'/forecasts.csv'

if (DUMB) {
    load PLOTS.'/style.gp'
    set title POLL_TITLE[1][1:WIDTH - 4]
    set xlabel RUN[1:WIDTH - 4]."\n".NOTE
    set key outside below
    set xrange [START:START + YEARS]
    set yrange [0:100]
    unset grid
    plot BANDS skip POLL_LINE[1] every ::0::STEPS using (START + $2):4 with lines title '5 %', \
         '' skip POLL_LINE[1] every ::0::STEPS using (START + $2):6 with lines title 'median', \
         '' skip POLL_LINE[1] every ::0::STEPS using (START + $2):8 with lines title '95 %', \
         WAVES using (strcol(1) eq 'model' && strcol(2) eq POLL_NAME[1] ? START + $4 : NaN):6 with points title 'survey'
    exit
}

SUBTITLE = 'What surveys would find under the model, in percent (median; bands hold 50 and 90 %), and what they found'
LEGENDS = TRAIN_UNTIL > START ? 5 : 4
array LEGEND_TEXT[5] = ['50 and 90 %', 'fitted wave', 'held-out wave', 'from memory: not used', 'end of training']
load PLOTS.'/compare.gp'

MOST_COLUMNS = WIDTH < 520 ? 1 : WIDTH < 700 ? 2 : 3
COLUMNS = POLLS < MOST_COLUMNS ? POLLS : MOST_COLUMNS
ROWS = (POLLS + COLUMNS - 1) / COLUMNS
PANEL_HEIGHT = 150
PANEL_GAP = 62 + FLAG_ROOM
HEIGHT = int(HEAD + ROWS * (PANEL_HEIGHT + PANEL_GAP) + 8 + FOOT)
PANEL_WIDTH = (INNER - 34. * COLUMNS - 14 * (COLUMNS - 1)) / COLUMNS
load PLOTS.'/style.gp'
set xrange [START:START + YEARS]
set yrange [0:100]

# Samples of the legend.
set arrow 201 from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1]) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1]) nohead linecolor rgb '#cfe3f1' linewidth 9
set arrow 202 from screen ACROSS(LEGEND_X[1] + 6), DOWN(LEGEND_Y[1]) to screen ACROSS(LEGEND_X[1] + SAMPLE - 6), DOWN(LEGEND_Y[1]) nohead linecolor rgb '#8fbfdf' linewidth 9
set object 201 circle at screen ACROSS(LEGEND_X[2] + SAMPLE / 2), DOWN(LEGEND_Y[2]) size screen 0.0045 fillcolor rgb vermillion fillstyle solid noborder
set object 202 circle at screen ACROSS(LEGEND_X[3] + SAMPLE / 2), DOWN(LEGEND_Y[3]) size screen 0.0045 fillcolor rgb '#ffffff' fillstyle solid border rgb vermillion
set object 203 circle at screen ACROSS(LEGEND_X[4] + SAMPLE / 2), DOWN(LEGEND_Y[4]) size screen 0.0035 fillcolor rgb '#bbbbbb' fillstyle solid noborder
if (LEGENDS == 5) {
    set arrow 203 from screen ACROSS(LEGEND_X[5] + SAMPLE / 2), DOWN(LEGEND_Y[5] - 7) to screen ACROSS(LEGEND_X[5] + SAMPLE / 2), DOWN(LEGEND_Y[5] + 7) nohead linecolor rgb soft dashtype 3 linewidth 1.2
}
load PLOTS.'/frame.gp'
do for [i = 201:203] { unset object i }

AXIS_FROM = START; AXIS_UNTIL = START + YEARS; AXIS_POINTS = PANEL_WIDTH
FLAG_WIDTH = PANEL_WIDTH; FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9
load PLOTS.'/dates.gp'
set xtics font ',10'
set ytics 25 font ',10'
do for [p = 1:POLLS] {
    column = (p - 1) % COLUMNS
    row = (p - 1) / COLUMNS
    left = EDGE + 30 + column * (PANEL_WIDTH + 48)
    top = HEAD + 34 + FLAG_ROOM + row * (PANEL_HEIGHT + PANEL_GAP)
    set lmargin at screen ACROSS(left)
    set rmargin at screen ACROSS(left + PANEL_WIDTH)
    set tmargin at screen DOWN(top)
    set bmargin at screen DOWN(top + PANEL_HEIGHT)
    unset label
    unset arrow
    lines = LINES(POLL_TITLE[p], PANEL_WIDTH / 1.04 / 10.5, 2)
    do for [i = 1:lines] {
        set label i LINE(POLL_TITLE[p], PANEL_WIDTH / 1.04 / 10.5, 2, i) at screen ACROSS(left - 26), DOWN(top - FLAG_ROOM - 14 - 12.5 * (lines - i)) left font ',10.5' textcolor rgb ink
    }
    FLAG_LEFT = left; FLAG_TOP = top
    load PLOTS.'/flags.gp'
    if (TRAIN_UNTIL > START) {
        set arrow 99 from TRAIN_UNTIL, 0 to TRAIN_UNTIL, 100 nohead back linecolor rgb soft dashtype 3 linewidth 0.9
    }
    plot BANDS skip POLL_LINE[p] every ::0::STEPS using (START + $2):4:8 with filledcurves fillcolor rgb '#cfe3f1' notitle, \
         '' skip POLL_LINE[p] every ::0::STEPS using (START + $2):5:7 with filledcurves fillcolor rgb '#8fbfdf' notitle, \
         '' skip POLL_LINE[p] every ::0::STEPS using (START + $2):6 with lines linecolor rgb blue linewidth 1.4 notitle, \
         WAVES using (strcol(1) eq 'model' && strcol(2) eq POLL_NAME[p] && strcol(5) eq 'from memory' ? START + $4 : NaN):6 with points pointtype 7 pointsize 0.5 linecolor rgb '#bbbbbb' notitle, \
         WAVES using (strcol(1) eq 'model' && strcol(2) eq POLL_NAME[p] && strcol(5) eq 'training' ? START + $4 : NaN):6 with points pointtype 7 pointsize 0.85 linecolor rgb vermillion notitle, \
         WAVES using (strcol(1) eq 'model' && strcol(2) eq POLL_NAME[p] && strcol(5) eq 'held out' ? START + $4 : NaN):6 with points pointtype 7 pointsize 0.9 linecolor rgb '#ffffff' notitle, \
         WAVES using (strcol(1) eq 'model' && strcol(2) eq POLL_NAME[p] && strcol(5) eq 'held out' ? START + $4 : NaN):6 with points pointtype 6 pointsize 0.9 linewidth 1.2 linecolor rgb vermillion notitle
}
unset multiplot
