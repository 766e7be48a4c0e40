# How far off every method was: root mean square errors, group by group of waves. Filled: all waves
# that the method forecasts; open: those held out.
DUMB = TERMINAL eq 'dumb'
if (DUMB) { exit }

SUBTITLE = 'Root mean square error in points, less is better: the model, and baselines'
LEGENDS = 2
array LEGEND_TEXT[2] = ['all waves', 'held-out waves']
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'
MOST_COLUMNS = WIDTH < 520 ? 1 : WIDTH < 800 ? 2 : 3
COLUMNS = GROUPS < MOST_COLUMNS ? GROUPS : MOST_COLUMNS
ROWS = (GROUPS + COLUMNS - 1) / COLUMNS
PANEL_HEIGHT = 15 * METHODS
PANEL_GAP = 62
NAMES = 208.
HEIGHT = int(HEAD + ROWS * (PANEL_HEIGHT + PANEL_GAP) + 6 + FOOT)
PANEL_WIDTH = (INNER - NAMES - 24 * (COLUMNS - 1)) / COLUMNS
load PLOTS.'/style.gp'
set object 201 circle at screen ACROSS(LEGEND_X[1] + SAMPLE / 2), DOWN(LEGEND_Y[1]) size screen 0.0045 fillcolor rgb blue fillstyle solid noborder
set object 202 circle at screen ACROSS(LEGEND_X[2] + SAMPLE / 2), DOWN(LEGEND_Y[2]) size screen 0.0045 fillcolor rgb '#ffffff' fillstyle solid border rgb blue
load PLOTS.'/frame.gp'
unset object 201
unset object 202

most = 0.
do for [i = 1:GROUPS * METHODS] {
    most = RMSE[i] > most ? RMSE[i] : most
    most = RMSE_HELD[i] > most ? RMSE_HELD[i] : most
}
set xrange [0:most * 1.08]
set yrange [METHODS + 0.7:0.3]
unset ytics
set grid xtics back linestyle 100
set border 1
do for [g = 1:GROUPS] {
    column = (g - 1) % COLUMNS
    row = (g - 1) / COLUMNS
    left = EDGE + NAMES + column * (PANEL_WIDTH + 24)
    top = HEAD + 26 + row * (PANEL_HEIGHT + PANEL_GAP)
    set lmargin at screen ACROSS(left)
    set rmargin at screen ACROSS(left + PANEL_WIDTH)
    set tmargin at screen DOWN(top)
    set bmargin at screen DOWN(top + PANEL_HEIGHT)
    unset label
    set label 1 SHORT(GROUP_NAME[g], PANEL_WIDTH / 1.04 / 11) at screen ACROSS(left), DOWN(top - 10) left font ',11' textcolor rgb ink
    if (column == 0) {
        do for [m = 1:METHODS] {
            set label 10 + m METHOD_TITLE[m] at screen ACROSS(left - 8), first m right font ',10.5' textcolor rgb (m == 1 ? ink : soft)
        }
    }
    first_of = (g - 1) * METHODS
    plot sample [m = 1:METHODS:1] '+' using (RMSE[first_of + int($1)] >= 0 ? RMSE[first_of + int($1)] : NaN):1 with points pointtype 7 pointsize 0.9 linecolor rgb soft notitle, \
         [m = 1:METHODS:1] '+' using (RMSE_HELD[first_of + int($1)] >= 0 ? RMSE_HELD[first_of + int($1)] : NaN):1 with points pointtype 6 pointsize 0.9 linewidth 1.2 linecolor rgb soft notitle, \
         [m = 1:1:1] '+' using (RMSE[first_of + 1] >= 0 ? RMSE[first_of + 1] : NaN):1 with points pointtype 7 pointsize 0.95 linecolor rgb blue notitle, \
         [m = 1:1:1] '+' using (RMSE_HELD[first_of + 1] >= 0 ? RMSE_HELD[first_of + 1] : NaN):1 with points pointtype 6 pointsize 0.95 linewidth 1.4 linecolor rgb blue notitle
}
unset multiplot
