# Where an outcome lies when a factor is in the lowest and in the highest quarter of its range, on
# average over all else: the factors that move it most on top.
POINTS_OF = OUTCOME_POINTS[PART]
SUBTITLE = OUTCOME_TITLE[PART].', '.OUTCOME_OF[PART].': means over the points at which a factor is in the lowest or highest quarter of its range'
NOISY = NOISE_SD[PART] == NOISE_SD[PART] && NOISE_SD[PART] > 0
LEGENDS = NOISY ? 4 : 3
array LEGEND_TEXT[LEGENDS]
LEGEND_TEXT[1] = 'lowest quarter'
LEGEND_TEXT[2] = 'highest quarter'
LEGEND_TEXT[3] = sprintf('%g %% interval', 100 * LEVEL)
if (NOISY) { LEGEND_TEXT[4] = 'mean of all points, ±2 sd of a point’s Monte Carlo noise' }
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

LANE = FACTORS <= 12 ? 24. : 20.
VALUE_ROOM = 8.
load PLOTS.'/factors.gp'
load PLOTS.'/style.gp'
FACTOR(r) = BAR_ORDER[AT(r)]

# The range of all bars; whiskers and the band take at most as much again at either end.
mean = OUTCOME_MEAN[PART]
low = mean; high = mean
do for [f = 1:FACTORS] {
    do for [x in sprintf('%.17g %.17g', LOW_MEAN[AT(f)], HIGH_MEAN[AT(f)])] {
        if (IS_DEFINED(real(x)) && real(x) < low) { low = real(x) }
        if (IS_DEFINED(real(x)) && real(x) > high) { high = real(x) }
    }
}
if (low == high) { low = low - 0.5 * (abs(mean) > 0 ? abs(mean) : 1.); high = high + 0.5 * (abs(mean) > 0 ? abs(mean) : 1.) }
bars_low = low; bars_high = high
band_low = NOISY ? mean - 2 * NOISE_SD[PART] : mean
band_high = NOISY ? mean + 2 * NOISE_SD[PART] : mean
do for [f = 1:FACTORS] {
    do for [x in sprintf('%.17g %.17g %.17g %.17g %.17g %.17g', LOW_FROM[AT(f)], LOW_TO[AT(f)], HIGH_FROM[AT(f)], HIGH_TO[AT(f)], band_low, band_high)] {
        if (IS_DEFINED(real(x)) && BELOW(bars_low, bars_high, real(x)) < low) { low = BELOW(bars_low, bars_high, real(x)) }
        if (IS_DEFINED(real(x)) && ABOVE(bars_low, bars_high, real(x)) > high) { high = ABOVE(bars_low, bars_high, real(x)) }
    }
}
pad = 0.04 * (high - low)
low = low - pad; high = high + pad

BLUE = '#5aa2cf'; RED = '#e08a4e' # bars, lighter than lines are, so that whiskers stand out
set object 21 rectangle from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1] - 4) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1] + 4) fillcolor rgb BLUE fillstyle solid noborder
set object 22 rectangle from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2] - 4) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2] + 4) fillcolor rgb RED fillstyle solid noborder
set arrow 3 from screen ACROSS(LEGEND_X[3]), DOWN(LEGEND_Y[3]) to screen ACROSS(LEGEND_X[3] + SAMPLE), DOWN(LEGEND_Y[3]) nohead linecolor rgb ink linewidth 1.2
if (NOISY) {
    set object 24 rectangle from screen ACROSS(LEGEND_X[4]), DOWN(LEGEND_Y[4] - 6) to screen ACROSS(LEGEND_X[4] + SAMPLE), DOWN(LEGEND_Y[4] + 6) fillcolor rgb '#e4e4e4' fillstyle solid noborder
    set arrow 4 from screen ACROSS(LEGEND_X[4] + SAMPLE / 2), DOWN(LEGEND_Y[4] - 6) to screen ACROSS(LEGEND_X[4] + SAMPLE / 2), DOWN(LEGEND_Y[4] + 6) nohead linecolor rgb ink linewidth 1.4
}
do for [r = 1:FACTORS] {
    set label 1000 + r SHORT(FACTOR_TITLE[FACTOR(r)], NAME_EMS) at screen ACROSS(LEFT - 9), DOWN(ROW(r)) right font sprintf(',%.1f', NAME_SIZE) textcolor rgb ink
}
set label 900 UNIT(OUTCOME_UNIT[PART]) at screen ACROSS(LEFT + PLOT_WIDTH), DOWN(TOP + PLOT_HEIGHT + 38) right font ',10.5' textcolor rgb soft
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
if (NOISY) { set object 1 rectangle from CLIP(band_low), 0 to CLIP(band_high), FACTORS behind fillcolor rgb '#e9e9e9' fillstyle solid noborder }
set arrow 1 from mean, 0 to mean, FACTORS nohead front linecolor rgb ink linewidth 1.4
if (low < 0 && high > 0 && OUTCOME_OF[PART] ne '') { set arrow 2 from 0, 0 to 0, FACTORS nohead back linecolor rgb soft linewidth 1 dashtype 20 }
Y(r) = FACTORS - r + 0.5
HALF = 0.36
plot sample [r = 1:FACTORS:1] '+' using (mean):(Y(int($1))):(mean):(LOW_MEAN[AT(FACTOR(int($1)))]):(Y(int($1))):(Y(int($1)) + HALF) with boxxyerror fillcolor rgb BLUE fillstyle solid noborder notitle, \
     [r = 1:FACTORS:1] '+' using (mean):(Y(int($1))):(mean):(HIGH_MEAN[AT(FACTOR(int($1)))]):(Y(int($1)) - HALF):(Y(int($1))) with boxxyerror fillcolor rgb RED fillstyle solid noborder notitle, \
     [r = 1:FACTORS:1] '+' using (CLIP(LOW_FROM[AT(FACTOR(int($1)))])):(Y(int($1)) + HALF / 2):(CLIP(LOW_TO[AT(FACTOR(int($1)))]) - CLIP(LOW_FROM[AT(FACTOR(int($1)))])):(0) with vectors nohead linecolor rgb ink linewidth 1.2 notitle, \
     [r = 1:FACTORS:1] '+' using (CLIP(HIGH_FROM[AT(FACTOR(int($1)))])):(Y(int($1)) - HALF / 2):(CLIP(HIGH_TO[AT(FACTOR(int($1)))]) - CLIP(HIGH_FROM[AT(FACTOR(int($1)))])):(0) with vectors nohead linecolor rgb ink linewidth 1.2 notitle
unset multiplot
