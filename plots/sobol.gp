# Shares of an outcome's variance: what each factor does alone, and with all its interactions.
SUBTITLE = OUTCOME_TITLE[PART].', '.OUTCOME_OF[PART].': share of the variance over the points that a factor brings about'
KNOWN = NOISE_SHARE[PART] == NOISE_SHARE[PART]
if (KNOWN) { SUBTITLE = SUBTITLE.sprintf('; %s of it is Monte Carlo noise', NOISE_SHARE[PART] < 0.01 ? 'below 1 %' : sprintf('%.0f %%', 100 * NOISE_SHARE[PART])) }
LEGENDS = 3
array LEGEND_TEXT[3] = ['first order: alone', 'total: with its interactions', '']
LEGEND_TEXT[3] = sprintf('%g %% interval', 100 * LEVEL)
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

LANE = FACTORS <= 12 ? 24. : 20.
VALUE_ROOM = 8.
load PLOTS.'/factors.gp'
load PLOTS.'/style.gp'
FACTOR(r) = INDEX_ORDER[AT(r)]

# Shares lie between 0 and 1; estimates and their intervals may not.
low = 0.; high = 0.
do for [f = 1:FACTORS] {
    do for [x in sprintf('%.17g %.17g', FIRST[AT(f)], TOTAL[AT(f)])] {
        if (IS_DEFINED(real(x)) && real(x) < low) { low = real(x) }
        if (IS_DEFINED(real(x)) && real(x) > high) { high = real(x) }
    }
}
if (low == high) { high = 1. }
bars_low = low; bars_high = high
do for [f = 1:FACTORS] {
    do for [x in sprintf('%.17g %.17g %.17g %.17g', FIRST_FROM[AT(f)], FIRST_TO[AT(f)], TOTAL_FROM[AT(f)], TOTAL_TO[AT(f)])] {
        if (IS_DEFINED(real(x)) && BELOW(bars_low, bars_high, real(x)) < low) { low = BELOW(bars_low, bars_high, real(x)) }
        if (IS_DEFINED(real(x)) && ABOVE(bars_low, bars_high, real(x)) > high) { high = ABOVE(bars_low, bars_high, real(x)) }
    }
}
pad = 0.04 * (high - low)
low = low < 0 ? low - pad : 0.
high = high > 0.93 && high <= 1 ? 1.02 : high + pad

BLUE = '#5aa2cf'; RED = '#e08a4e' # bars, lighter than lines are, so that whiskers stand out
set object 21 rectangle from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1] - 4) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1] + 4) fillcolor rgb BLUE fillstyle solid noborder
set object 22 rectangle from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2] - 4) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2] + 4) fillcolor rgb RED fillstyle solid noborder
set arrow 3 from screen ACROSS(LEGEND_X[3]), DOWN(LEGEND_Y[3]) to screen ACROSS(LEGEND_X[3] + SAMPLE), DOWN(LEGEND_Y[3]) nohead linecolor rgb ink linewidth 1.2
do for [r = 1:FACTORS] {
    set label 1000 + r SHORT(FACTOR_TITLE[FACTOR(r)], NAME_EMS) at screen ACROSS(LEFT - 9), DOWN(ROW(r)) right font sprintf(',%.1f', NAME_SIZE) textcolor rgb ink
}
set label 900 'share of the variance' at screen ACROSS(LEFT + PLOT_WIDTH), DOWN(TOP + PLOT_HEIGHT + 38) right font ',10.5' textcolor rgb soft
load PLOTS.'/frame.gp'
unset object

set border 1
unset ytics
set grid noytics xtics back linestyle 100
set lmargin at screen ACROSS(LEFT); set rmargin at screen ACROSS(LEFT + PLOT_WIDTH)
set tmargin at screen DOWN(TOP); set bmargin at screen DOWN(TOP + PLOT_HEIGHT)
set xrange [low:high]
set yrange [0:FACTORS]
set xtics NICE(high - low, PLOT_WIDTH / 52.)
set arrow 1 from 0, 0 to 0, FACTORS nohead front linecolor rgb ink linewidth 1.4
Y(r) = FACTORS - r + 0.5
HALF = 0.36
plot sample [r = 1:FACTORS:1] '+' using (0):(Y(int($1))):(0):(FIRST[AT(FACTOR(int($1)))]):(Y(int($1))):(Y(int($1)) + HALF) with boxxyerror fillcolor rgb BLUE fillstyle solid noborder notitle, \
     [r = 1:FACTORS:1] '+' using (0):(Y(int($1))):(0):(TOTAL[AT(FACTOR(int($1)))]):(Y(int($1)) - HALF):(Y(int($1))) with boxxyerror fillcolor rgb RED fillstyle solid noborder notitle, \
     [r = 1:FACTORS:1] '+' using (CLIP(FIRST_FROM[AT(FACTOR(int($1)))])):(Y(int($1)) + HALF / 2):(CLIP(FIRST_TO[AT(FACTOR(int($1)))]) - CLIP(FIRST_FROM[AT(FACTOR(int($1)))])):(0) with vectors nohead linecolor rgb ink linewidth 1.2 notitle, \
     [r = 1:FACTORS:1] '+' using (CLIP(TOTAL_FROM[AT(FACTOR(int($1)))])):(Y(int($1)) - HALF / 2):(CLIP(TOTAL_TO[AT(FACTOR(int($1)))]) - CLIP(TOTAL_FROM[AT(FACTOR(int($1)))])):(0) with vectors nohead linecolor rgb ink linewidth 1.2 notitle
unset multiplot
