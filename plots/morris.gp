# How far each factor moves an outcome on average (mu*), against how unlike its effects are from one
# setting of the others to another (sigma): to the right is what matters, above is what interacts or
# bends.
SUBTITLE = OUTCOME_TITLE[PART].', '.OUTCOME_OF[PART].': elementary effects of the factors, over the whole range of each'
LEGENDS = 2
array LEGEND_TEXT[2] = ['factor', '']
LEGEND_TEXT[2] = sprintf('%g %% interval of μ*', 100 * LEVEL)
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

LEFT = EDGE + 54.
RIGHT = 54. # for what the lines say
TOP = HEAD + 16
PLOT_WIDTH = WIDTH - EDGE - RIGHT - LEFT
PLOT_HEIGHT = 400.
NARROW = WIDTH < 520
HEIGHT = int(TOP + PLOT_HEIGHT + (NARROW ? 74 : 56) + FOOT)
load PLOTS.'/style.gp'
AT(f) = (PART - 1) * FACTORS + f
FACTOR(r) = INDEX_ORDER[AT(r)]
IS_DEFINED(x) = x == x

# Both axes from 0, with room above and to the right for words.
most_x = 0.; most_y = 0.
do for [f = 1:FACTORS] {
    do for [x in sprintf('%.17g %.17g', MU_STAR[AT(f)], MU_STAR_TO[AT(f)])] {
        if (IS_DEFINED(real(x)) && real(x) > most_x) { most_x = real(x) }
    }
    if (IS_DEFINED(SIGMA[AT(f)]) && SIGMA[AT(f)] > most_y) { most_y = SIGMA[AT(f)] }
}
if (most_x <= 0) { most_x = 1. }
if (most_y <= 0) { most_y = most_x }
# At least the line of 0.5 leaves the plot on the right, not at the foot.
most_x = 1.06 * most_x
most_y = 1.1 * most_y
if (most_y < 0.6 * most_x) { most_y = 0.6 * most_x }
X(x) = LEFT + PLOT_WIDTH * x / most_x
Y(y) = TOP + PLOT_HEIGHT * (1 - y / most_y)

# Words beside dots: of the ten factors that matter most always, of others where there is room. Each
# tries places around its dot, nearer ones first; those that are taken by words, dots or whiskers
# cost, and the cheapest is taken.
NAME_SIZE = 10
NAME_EMS = 190 / 1.04 / NAME_SIZE
MOST_LABELLED = FACTORS < 40 ? FACTORS : 40
TOP_TEN = 10
array WORD[FACTORS]
array WORD_LEFT[FACTORS]
array WORD_RIGHT[FACTORS]
array WORD_Y[FACTORS]
array WORD_FACTOR[FACTORS]
array WORD_FAR[FACTORS] # a line leads from the dot to it
OVER(a, b, c, d) = (a > c ? a : c) < (b < d ? b : d) ? (b < d ? b : d) - (a > c ? a : c) : 0. # of two spans
HALF_LINE = 6.5
WORD_COST(k, l, r, y) = OVER(l - 3, r + 3, WORD_LEFT[k], WORD_RIGHT[k]) > 0 && abs(WORD_Y[k] - y) < 2 * HALF_LINE ? 20. + OVER(l, r, WORD_LEFT[k], WORD_RIGHT[k]) : 0.
DOT_COST(f, l, r, y) = IS_DEFINED(MU_STAR[AT(f)]) && abs(Y(SIGMA[AT(f)]) - y) < HALF_LINE + 3 && OVER(l, r, X(MU_STAR[AT(f)]) - 4, X(MU_STAR[AT(f)]) + 4) > 0 ? 12. : 0.
WHISKER_COST(f, l, r, y) = IS_DEFINED(MU_STAR_TO[AT(f)]) && abs(Y(SIGMA[AT(f)]) - y) < HALF_LINE - 1 && OVER(l, r, X(MU_STAR_FROM[AT(f)]), X(MU_STAR_TO[AT(f)])) > 0 ? 1. + 0.1 * OVER(l, r, X(MU_STAR_FROM[AT(f)]), X(MU_STAR_TO[AT(f)])) : 0.
OUTSIDE(l, r, y) = (l < LEFT + 2 || r > LEFT + PLOT_WIDTH + RIGHT - 4 || y < TOP - 8 || y > TOP + PLOT_HEIGHT - 7) ? 1000. : r > LEFT + PLOT_WIDTH - 2 ? 30. : 0.
PLACES = 40
RING(p) = (p - 1) / 8          # 0 … 4
DIRECTION(p) = (p - 1) % 8
array DIRECTION_X[8] = [1, -1, 1, 1, -1, -1, 0, 0]
array DIRECTION_Y[8] = [0, 0, -1, 1, -1, 1, -1, 1]
words = 0
do for [r = 1:MOST_LABELLED] {
    f = FACTOR(r)
    if (IS_DEFINED(MU_STAR[AT(f)])) {
        named = SHORT(FACTOR_TITLE[f], NAME_EMS)
        wide = POINTS(named, NAME_SIZE)
        x = X(MU_STAR[AT(f)]); y = Y(SIGMA[AT(f)])
        best = 1e9
        do for [p = 1:(r <= TOP_TEN ? PLACES : 8)] {
            if (best > 2 * RING(p)) {
                dx = DIRECTION_X[DIRECTION(p) + 1]; dy = DIRECTION_Y[DIRECTION(p) + 1]
                at_y = y + dy * (12. + 15 * RING(p))
                left = dx > 0 ? x + 7 + 14 * RING(p) * (dy != 0) : dx < 0 ? x - 7 - wide - 14 * RING(p) * (dy != 0) : x - wide / 2
                if (dy == 0 && RING(p) > 0) { left = dx > 0 ? x + 7 + 40 * RING(p) : x - 7 - wide - 40 * RING(p) }
                cost = 2. * RING(p) + 0.1 * DIRECTION(p) + OUTSIDE(left, left + wide, at_y)
                do for [k = 1:words] { cost = cost + WORD_COST(k, left, left + wide, at_y) }
                do for [g = 1:FACTORS] { cost = cost + DOT_COST(g, left, left + wide, at_y) + WHISKER_COST(g, left, left + wide, at_y) }
                if (cost < best) { best = cost; best_left = left; best_y = at_y; best_ring = RING(p) }
            }
        }
        if (r <= TOP_TEN || best < 12) {
            words = words + 1
            WORD[words] = named; WORD_LEFT[words] = best_left; WORD_RIGHT[words] = best_left + wide; WORD_Y[words] = best_y
            WORD_FACTOR[words] = f; WORD_FAR[words] = best_ring > 0
        }
    }
}

# Lines of equal sigma/mu*, and what they are, where they leave the plot.
array SHARE[3] = [0.1, 0.5, 1.]
do for [i = 1:3] {
    out_x = SHARE[i] * most_x > most_y ? most_y / SHARE[i] : most_x
    out_y = SHARE[i] * out_x
    said = sprintf('σ = %s', SHARE[i] == 1 ? 'μ*' : sprintf('%g μ*', SHARE[i]))
    if (out_x == most_x) {
        set label 800 + i said at screen ACROSS(X(out_x) + 4), DOWN(Y(out_y)) left font ',9.5' textcolor rgb soft
    } else {
        set label 800 + i said at screen ACROSS(X(out_x)), DOWN(TOP - 8) center font ',9.5' textcolor rgb soft
    }
}
DOT = TERMINAL eq 'svg' ? 0.5 : TERMINAL eq 'png' ? 1.3 : 0.7
set label 90 '' at screen ACROSS(LEGEND_X[1] + 0.5 * SAMPLE), DOWN(LEGEND_Y[1]) point pointtype 7 pointsize DOT linecolor rgb blue
set arrow 3 from screen ACROSS(LEGEND_X[2]), DOWN(LEGEND_Y[2]) to screen ACROSS(LEGEND_X[2] + SAMPLE), DOWN(LEGEND_Y[2]) nohead linecolor rgb '#8fbfdf' linewidth 1.6
unit = UNIT(OUTCOME_UNIT[PART])
set label 900 'μ*: mean absolute effect'.(unit eq '' ? '' : ', '.unit) at screen ACROSS(LEFT + PLOT_WIDTH), DOWN(TOP + PLOT_HEIGHT + 40) right font ',10.5' textcolor rgb ink
set label 901 'σ: standard deviation of the effects' at screen ACROSS(LEFT - 42), DOWN(TOP + PLOT_HEIGHT / 2) center rotate by 90 font ',10.5' textcolor rgb ink
unlabelled = FACTORS - words
if (unlabelled > 0) { set label 902 sprintf('%d factor%s without a name: sensitivity.csv', unlabelled, unlabelled == 1 ? '' : 's') at screen ACROSS(LEFT), DOWN(TOP + PLOT_HEIGHT + (NARROW ? 58 : 40)) left font ',10.5' textcolor rgb soft }
load PLOTS.'/frame.gp'

set border 3
set grid xtics ytics back linestyle 100
set lmargin at screen ACROSS(LEFT); set rmargin at screen ACROSS(LEFT + PLOT_WIDTH)
set tmargin at screen DOWN(TOP); set bmargin at screen DOWN(TOP + PLOT_HEIGHT)
set xrange [0:most_x]
set yrange [0:most_y]
set xtics NICE(most_x, PLOT_WIDTH / 60.)
set ytics NICE(most_y, PLOT_HEIGHT / 46.)
do for [k = 1:words] {
    set label 100 + k WORD[k] at screen ACROSS(WORD_LEFT[k]), DOWN(WORD_Y[k]) left front font sprintf(',%.1f', NAME_SIZE) textcolor rgb ink
    x = X(MU_STAR[AT(WORD_FACTOR[k])]); y = Y(SIGMA[AT(WORD_FACTOR[k])])
    near = WORD_LEFT[k] > x ? WORD_LEFT[k] - 2 : WORD_RIGHT[k] < x ? WORD_RIGHT[k] + 2 : x
    if (WORD_FAR[k]) { set arrow 100 + k from screen ACROSS(x), DOWN(y) to screen ACROSS(near), DOWN(WORD_Y[k] + (near == x ? (WORD_Y[k] < y ? 6 : -6) : 0)) nohead front linecolor rgb soft linewidth 0.6 }
}
do for [i = 1:3] {
    out_x = SHARE[i] * most_x > most_y ? most_y / SHARE[i] : most_x
    set arrow 10 + i from 0, 0 to out_x, SHARE[i] * out_x nohead back linecolor rgb soft linewidth 0.8 dashtype 20
}
plot sample [f = 1:FACTORS:1] '+' using (MU_STAR_FROM[AT(int($1))]):(SIGMA[AT(int($1))]):(MU_STAR_TO[AT(int($1))] - MU_STAR_FROM[AT(int($1))]):(0) with vectors nohead linecolor rgb '#8fbfdf' linewidth 1.6 notitle, \
     [f = 1:FACTORS:1] '+' using (MU_STAR[AT(int($1))]):(SIGMA[AT(int($1))]) with points pointtype 7 pointsize DOT linecolor rgb blue notitle
unset multiplot
