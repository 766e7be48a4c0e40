# What pairs of factors do together beyond what each does alone: a share of the outcome's variance.
SUBTITLE = OUTCOME_TITLE[PART].', '.OUTCOME_OF[PART].': share of the variance that two factors bring about only together, in per cent'
LEGENDS = 0
FLAGS = 0 # no axis of time
load PLOTS.'/compare.gp'

# Factors by their total index: the first down the side, all but the first along the foot.
CELLS = FACTORS - 1
AT_PAIR(i, j) = (PART - 1) * PAIRS + (i < j ? (i - 1) * FACTORS + j : (j - 1) * FACTORS + i)
FACTOR(r) = INDEX_ORDER[(PART - 1) * FACTORS + r]
IS_DEFINED(x) = x == x
NAME_SIZE = 10.5
NAMES = 20.
do for [f = 1:FACTORS] {
    if (POINTS(FACTOR_TITLE[f], NAME_SIZE) > NAMES) { NAMES = POINTS(FACTOR_TITLE[f], NAME_SIZE) }
}
MOST_NAMES = INNER - 12 - 64. * CELLS > 0.32 * INNER ? INNER - 12 - 64. * CELLS : 0.32 * INNER
NAMES = NAMES > MOST_NAMES ? MOST_NAMES : NAMES + 1
NAME_EMS = NAMES / 1.04 / NAME_SIZE
CELL = (INNER - NAMES - 12) / CELLS
CELL = CELL > 64 ? 64. : CELL
CELL_HEIGHT = CELL > 34 ? 34. : CELL < 19 ? 19. : CELL
FOOT_NAMES = NAMES > 200 ? 200. : NAMES
FOOT_EMS = FOOT_NAMES / 1.04 / NAME_SIZE
LEFT = EDGE + NAMES + 10
TOP = HEAD + 6
HEIGHT = int(TOP + CELL_HEIGHT * CELLS + 12 + FOOT_NAMES + 30 + FOOT)
load PLOTS.'/style.gp'

most = 0.
do for [i = 1:FACTORS - 1] {
    do for [j = i + 1:FACTORS] {
        if (IS_DEFINED(PAIR[AT_PAIR(i, j)]) && abs(PAIR[AT_PAIR(i, j)]) > most) { most = abs(PAIR[AT_PAIR(i, j)]) }
    }
}
if (most <= 0) { most = 1. }

# From white to blue above 0; below it, which only chance gives, to orange.
MIX(from, to, share) = int(from + (to - from) * share + 0.5)
SHADE(share) = share >= 0 ? 65536 * MIX(255, 0, share) + 256 * MIX(255, 114, share) + MIX(255, 178, share) : 65536 * MIX(255, 213, -share) + 256 * MIX(255, 130, -share) + MIX(255, 60, -share)
VALUE(r, c) = PAIR[AT_PAIR(FACTOR(r), FACTOR(c))]
FROM(r, c) = PAIR_FROM[AT_PAIR(FACTOR(r), FACTOR(c))]
TO(r, c) = PAIR_TO[AT_PAIR(FACTOR(r), FACTOR(c))]
OPEN(r, c) = !(FROM(r, c) > 0 || TO(r, c) < 0)
FINE = CELL >= 34
SIZE(x) = FINE ? sprintf('%.1f', 100 * abs(x)) : sprintf('%.0f', 100 * abs(x))
PRINTED(x) = x < 0 && SIZE(x) ne '0' && SIZE(x) ne '0.0' ? '−'.SIZE(x) : SIZE(x)
VALUE_SIZE = FINE ? 10 : 9

do for [r = 1:CELLS] {
    set label 1000 + r SHORT(FACTOR_TITLE[FACTOR(r)], NAME_EMS) at screen ACROSS(LEFT - 8), DOWN(TOP + CELL_HEIGHT * (r - 0.5)) right font sprintf(',%.1f', NAME_SIZE) textcolor rgb ink
    set label 2000 + r SHORT(FACTOR_TITLE[FACTOR(r + 1)], FOOT_EMS) at screen ACROSS(LEFT + CELL * (r - 0.5)), DOWN(TOP + CELL_HEIGHT * CELLS + 8) right rotate by 90 font sprintf(',%.1f', NAME_SIZE) textcolor rgb ink
}
set label 900 sprintf('Grey: the %g %% interval has 0 in it', 100 * LEVEL) at screen ACROSS(EDGE), DOWN(HEIGHT - FOOT - 8) left font ',10.5' textcolor rgb soft
load PLOTS.'/frame.gp'

set border 0
unset xtics
unset ytics
unset grid
set lmargin at screen ACROSS(LEFT); set rmargin at screen ACROSS(LEFT + CELL * CELLS)
set tmargin at screen DOWN(TOP); set bmargin at screen DOWN(TOP + CELL_HEIGHT * CELLS)
set xrange [0:CELLS]
set yrange [0:CELLS]
ROW_OF(k) = k / CELLS + 1
COLUMN_OF(k) = k % CELLS + 2
SHOWN(k) = COLUMN_OF(k) > ROW_OF(k) && IS_DEFINED(VALUE(ROW_OF(k), COLUMN_OF(k))) ? VALUE(ROW_OF(k), COLUMN_OF(k)) : NaN
FILL(k) = OPEN(ROW_OF(k), COLUMN_OF(k)) ? 15921906 : SHADE(SHOWN(k) / most)
do for [r = 1:CELLS] {
    do for [c = r + 1:FACTORS] {
        if (IS_DEFINED(VALUE(r, c))) {
            set label 100 * r + c PRINTED(VALUE(r, c)) at c - 1.5, CELLS - r + 0.5 center front font sprintf(',%d', VALUE_SIZE) textcolor rgb (OPEN(r, c) ? '#808080' : abs(VALUE(r, c)) > 0.55 * most ? '#ffffff' : ink)
        }
    }
}
plot sample [k = 0:CELLS * CELLS - 1:1] '+' using (SHOWN(int($1)) == SHOWN(int($1)) ? COLUMN_OF(int($1)) - 1.5 : NaN):(CELLS - ROW_OF(int($1)) + 0.5):(COLUMN_OF(int($1)) - 2.):(COLUMN_OF(int($1)) - 1.):(CELLS - ROW_OF(int($1)) + 0.):(CELLS - ROW_OF(int($1)) + 1.):(FILL(int($1))) with boxxyerror fillcolor rgb variable fillstyle solid border rgb '#ffffff' linewidth 1.5 notitle
unset multiplot
