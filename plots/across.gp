# How an outcome is spread over the settings of a sweep: all of them, sorted, and in which share the
# scenario is better or worse than the control, or cannot be told from it.
ALL = SETTINGS[PART]
SUBTITLE = OUTCOME_TITLE[PART].', '.OUTCOME_OF[PART].sprintf(': mean %sof %.0f member%s at each of %d setting%s, sorted', (HAS_SIGNS ? 'paired difference ' : ''), MEMBERS, (MEMBERS == 1 ? '' : 's'), ALL, (ALL == 1 ? '' : 's'))
n = OUTCOME_QUANTILES[PART]
AT(i) = (PART - 1) * QUANTILES + i
IS_DEFINED(x) = x == x
HAS_BAND = 0
do for [i = 1:n] {
    if (IS_DEFINED(QUANTILE_TO[AT(i)]) && QUANTILE_TO[AT(i)] > QUANTILE_FROM[AT(i)]) { HAS_BAND = 1 }
}
LEGENDS = 1 + HAS_BAND + !HAS_SIGNS
array LEGEND_TEXT[LEGENDS]
LEGEND_TEXT[1] = HAS_SIGNS ? 'mean difference at a setting' : 'mean at a setting'
if (HAS_BAND) { LEGEND_TEXT[2] = 'its 95 % interval (Monte Carlo)' }
if (!HAS_SIGNS) { LEGEND_TEXT[LEGENDS] = 'mean of all settings' }
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

# What a setting can be: 1 the same, 2 undecided, 3 better (or higher), 4 worse (or lower); the
# program numbers signs: 0 none, 1 undecided, 2 more, 3 less.
LESS_IS_BETTER = OUTCOME_BETTER[PART] < 0
KIND(sign) = sign < 2 ? sign + 1 : LESS_IS_BETTER ? 6 - sign : sign + 1
array KIND_COUNT[4] = [SETTINGS_NONE[PART], SETTINGS_UNDECIDED[PART], 0, 0]
KIND_COUNT[KIND(2)] = SETTINGS_MORE[PART]
KIND_COUNT[KIND(3)] = SETTINGS_LESS[PART]
array KIND_WORD[4] = ['the same', 'undecided', 'better', 'worse']
array KIND_COLOUR[4] = ['#333333', '#808080', '#0072b2', '#c44f00'] # of lines and numbers, of bands, of areas
array KIND_BAND[4] = ['#b0b0b0', '#b0b0b0', '#7ab4da', '#eda777']
array KIND_AREA[4] = ['#e6e6e6', '#e6e6e6', '#d3e5f2', '#f9e0cf']
if (HAS_SIGNS && OUTCOME_BETTER[PART] == 0) {
    KIND_WORD[3] = 'higher'; KIND_COLOUR[3] = '#00795a'; KIND_BAND[3] = '#76c4ab'; KIND_AREA[3] = '#d0ebe2'
    KIND_WORD[4] = 'lower'; KIND_COLOUR[4] = '#8a4f9e'; KIND_BAND[4] = '#bf9dcb'; KIND_AREA[4] = '#e9deed'
}
KIND_AT(i) = HAS_SIGNS ? KIND(QUANTILE_SIGN[AT(i)]) : 3

# The shares, in the order in which they come along the axis: those that can be seen in it, and
# better and worse in any case.
PERCENT(count) = (count > 0 && 200 * count < ALL || count < ALL && 200 * (ALL - count) <= ALL ? '≈ ' : '').sprintf('%.0f %%', 100. * count / ALL)
array ORDER[4] = [KIND(3), 2, 1, KIND(2)]
SHOWN(k) = KIND_COUNT[ORDER[k]] > 0 || (ORDER[k] > 2 && KIND_COUNT[1] < ALL)
TOLD = HAS_SIGNS && MEMBERS > 1
shares = TOLD ? (sum [k = 1:4] SHOWN(k)) : 0
NUMBER_PITCH = INNER / (shares > 3 ? shares : 3.)
NUMBER_SIZE = NUMBER_PITCH < 110 ? 21 : 26
if (POINTS('better than the control', 12) < NUMBER_PITCH - 12) {
    do for [kind = 3:4] { KIND_WORD[kind] = KIND_WORD[kind].' than the control' }
    KIND_WORD[1] = 'exactly the same'
}

# The range of the curve, zero included for differences; intervals take at most as much again.
low = QUANTILE[AT(1)]; high = QUANTILE[AT(n)]
if (HAS_SIGNS && low > 0) { low = 0. }
if (HAS_SIGNS && high < 0) { high = 0. }
curve_low = low; curve_high = high
do for [i = 1:n] {
    if (IS_DEFINED(QUANTILE_FROM[AT(i)]) && QUANTILE_FROM[AT(i)] < low) { low = QUANTILE_FROM[AT(i)] }
    if (IS_DEFINED(QUANTILE_TO[AT(i)]) && QUANTILE_TO[AT(i)] > high) { high = QUANTILE_TO[AT(i)] }
}
room = curve_high - curve_low
if (room > 0 && low < curve_low - room) { low = curve_low - room }
if (room > 0 && high > curve_high + room) { high = curve_high + room }
if (low == high) { low = low - (low == 0 ? 1. : 0.5 * abs(low)); high = high + (high == 0 ? 1. : 0.5 * abs(high)) }
pad = 0.05 * (high - low)
low = low - pad; high = high + pad

PLOT_HEIGHT = WIDTH < 520 ? 210. : 270.
TICS = NICE(high - low, PLOT_HEIGHT / 32.)
TIC_ROOM = 20.
do for [k = int(ceil(low / TICS)):int(floor(high / TICS))] {
    if (POINTS(gprintf('%h', k * TICS), 11) > TIC_ROOM) { TIC_ROOM = POINTS(gprintf('%h', k * TICS), 11) }
}
GRID_LEFT = EDGE + 30 + TIC_ROOM
PLOT_WIDTH = WIDTH - EDGE - 10 - GRID_LEFT
NUMBERS_TOP = HEAD + 8
TOP = NUMBERS_TOP + (TOLD ? 62 : HAS_SIGNS ? 24 : 6)
HEIGHT = int(TOP + PLOT_HEIGHT + 52 + FOOT)
load PLOTS.'/style.gp'

CLIP(x) = x < low ? low : x > high ? high : x

set arrow 1 from screen ACROSS(LEGEND_X[1]), DOWN(LEGEND_Y[1]) to screen ACROSS(LEGEND_X[1] + SAMPLE), DOWN(LEGEND_Y[1]) nohead linecolor rgb (HAS_SIGNS ? '#333333' : KIND_COLOUR[3]) linewidth 2
if (HAS_BAND) { set object 22 rectangle from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2] - 5) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2] + 5) fillcolor rgb (HAS_SIGNS ? KIND_BAND[2] : KIND_BAND[3]) fillstyle solid noborder }
if (!HAS_SIGNS) { set arrow 2 from screen ACROSS(LEGEND_X[LEGENDS]), DOWN(LEGEND_Y[LEGENDS]) to screen ACROSS(LEGEND_X[LEGENDS] + SAMPLE), DOWN(LEGEND_Y[LEGENDS]) nohead linecolor rgb ink linewidth 1.2 dashtype 12 }
column = 0
do for [k = 1:4] {
    if (TOLD && SHOWN(k)) {
        kind = ORDER[k]
        set label 200 + k PERCENT(KIND_COUNT[kind]) at screen ACROSS(EDGE + NUMBER_PITCH * column), DOWN(NUMBERS_TOP + 14) left font sprintf(',%d', NUMBER_SIZE) textcolor rgb KIND_COLOUR[kind]
        set label 210 + k KIND_WORD[kind] at screen ACROSS(EDGE + NUMBER_PITCH * column + 1), DOWN(NUMBERS_TOP + 39) left font ',12' textcolor rgb KIND_COLOUR[kind]
        column = column + 1
    }
}
if (HAS_SIGNS && !TOLD) { set label 200 'With one member each, chance may give any sign.' at screen ACROSS(EDGE), DOWN(NUMBERS_TOP + 6) left font ',11' textcolor rgb ink }
axis = UNIT(OUTCOME_UNIT[PART]).(HAS_SIGNS ? ', scenario − control' : '')
set label 99 SHORT((POINTS(axis, 11) > PLOT_HEIGHT ? UNIT(OUTCOME_UNIT[PART]) : axis), PLOT_HEIGHT / 1.04 / 11) at screen ACROSS(EDGE + 6), DOWN(TOP + 0.5 * PLOT_HEIGHT) center rotate by 90 font ',11' textcolor rgb soft
set label 98 '% of the settings tried; no probability' at screen ACROSS(GRID_LEFT + PLOT_WIDTH), DOWN(TOP + PLOT_HEIGHT + 38) right font ',10.5' textcolor rgb soft
load PLOTS.'/frame.gp'
unset object

set border 3 front
set grid noxtics ytics back linestyle 100
set lmargin at screen ACROSS(GRID_LEFT); set rmargin at screen ACROSS(GRID_LEFT + PLOT_WIDTH)
set tmargin at screen DOWN(TOP); set bmargin at screen DOWN(TOP + PLOT_HEIGHT)
set xrange [0:100]
set yrange [low:high]
set xtics 0, 20, 100
set ytics TICS
if (!HAS_SIGNS) { set arrow 1 from 0, SETTINGS_MEAN[PART] to 100, SETTINGS_MEAN[PART] nohead front linecolor rgb ink linewidth 1.2 dashtype 12 }
if (HAS_SIGNS && KIND_COUNT[1] == ALL) { set label 1 'no difference in any member at any setting' at graph 0.5, first 0.12 * (high - low) center font ',11' textcolor rgb soft }
FROM(i) = 100. * (i - 1) / n
TO(i) = i < n ? 100. * i / n + 0.1 : 100. # a little into the next step, so that no seams show
VALUE(i) = QUANTILE[AT(i)]
ONLY(i, kind) = KIND_AT(i) == kind ? FROM(i) : NaN
# What each setting is as a strip below, where the curve is too near 0 to show it: a box for each run
# of the same.
STRIP = low + 0.025 * (high - low)
begin = 1
do for [i = 1:(HAS_SIGNS ? n : 0)] {
    same = 0
    if (i < n) { same = KIND_AT(i + 1) == KIND_AT(i) }
    if (!same) {
        set object 100 + i rectangle from FROM(begin), low to TO(i), STRIP front fillcolor rgb KIND_COLOUR[KIND_AT(i)] fillstyle solid noborder
        begin = i + 1
    }
}
first = AT(1) - 1; last = first + n - 1
STEP(x) = int(x) - first
plot for [kind = 1:(HAS_SIGNS ? 4 : 0)] QUANTILE every ::first::last using (ONLY(STEP($1), kind)):(0):(FROM(STEP($1))):(TO(STEP($1))):(0):(VALUE(STEP($1))) with boxxyerror fillcolor rgb KIND_AREA[kind] fillstyle solid noborder notitle, \
     for [kind = 1:(HAS_BAND ? 4 : 0)] QUANTILE every ::first::last using (ONLY(STEP($1), kind)):(0):(FROM(STEP($1))):(TO(STEP($1))):(CLIP(QUANTILE_FROM[int($1)])):(CLIP(QUANTILE_TO[int($1)])) with boxxyerror fillcolor rgb KIND_BAND[kind] fillstyle solid noborder notitle, \
     for [i = 1:(HAS_SIGNS ? 1 : 0)] 0 with lines linecolor rgb '#333333' linewidth 1.2 notitle, \
     for [kind = 1:4] QUANTILE every ::first::last using (ONLY(STEP($1), kind)):(VALUE(STEP($1))):(TO(STEP($1)) - FROM(STEP($1))):(0) with vectors nohead linecolor rgb KIND_COLOUR[kind] linewidth 2.5 notitle, \
     for [kind = 1:4] QUANTILE every ::first + 1::last using (ONLY(STEP($1), kind)):(VALUE(STEP($1) - 1)):(0):(VALUE(STEP($1)) - VALUE(STEP($1) - 1)) with vectors nohead linecolor rgb KIND_COLOUR[kind] linewidth 1.2 notitle
unset multiplot
