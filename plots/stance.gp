# What the stance of each government is made of: the share of every weight in the stance equation,
# stacked over time, beside the stance itself.
if (TERMINAL eq 'dumb') { exit }
SUMMARY = DATA.'/summary.csv'

SUBTITLE = 'What goes into each government’s stance: '.(BANDS ? 'mean shares' : 'shares').' of the weights (left), and the stance, −1 to 1 (right)'
LEGENDS = 0
load PLOTS.'/compare.gp'
KINDS = 5
array KIND_TITLE[5] = ['leader', 'public', 'reciprocity', 'necessity', 'commitments']
# Light and dark in turn, so that neighbours are told apart in grey, too.
array KIND_COLOUR[5] = ['#2c6fa6', '#f2b36b', '#3d9577', '#f0dd86', '#7a4a8c']

# The two plots of a state stand beside each other, or one below the other in a narrow figure.
BESIDE = WIDTH >= 520
SHARE_NAMES = 118.
BAND_NAMES = 60.
AXIS_ROOM = 43.
GAP = 10.
SHARE_WIDTH = BESIDE ? 0.56 * (INNER - 2 * AXIS_ROOM - SHARE_NAMES - BAND_NAMES - GAP) : INNER - AXIS_ROOM - SHARE_NAMES
BAND_WIDTH = BESIDE ? 0.44 * (INNER - 2 * AXIS_ROOM - SHARE_NAMES - BAND_NAMES - GAP) : SHARE_WIDTH
PANEL_HEIGHT = 150.
STATE_EMS = INNER / 1.04 / 12
ROW_HEIGHT = 22 + FLAG_ROOM + PANEL_HEIGHT + 42 + (BESIDE ? 0 : FLAG_ROOM + PANEL_HEIGHT + 42)
HEIGHT = int(HEAD + STANCES * ROW_HEIGHT + FOOT)
load PLOTS.'/style.gp'
STATE_TOP(s) = HEAD + 8 + ROW_HEIGHT * (s - 1)
SHARE_LEFT = EDGE + AXIS_ROOM
SHARE_TOP(s) = STATE_TOP(s) + 22 + FLAG_ROOM
BAND_LEFT = BESIDE ? SHARE_LEFT + SHARE_WIDTH + SHARE_NAMES + GAP + AXIS_ROOM : SHARE_LEFT
BAND_TOP(s) = BESIDE ? SHARE_TOP(s) : SHARE_TOP(s) + PANEL_HEIGHT + 42 + FLAG_ROOM

# Shares added up: curve k of a state is the sum of its first k weights.
POINTS_OF_TIME = STEPS + 1
array TIME[POINTS_OF_TIME]
array SUM[STANCES * (KINDS + 1) * POINTS_OF_TIME]
SUM_AT(s, k, n) = ((s - 1) * (KINDS + 1) + k) * POINTS_OF_TIME + n
array END_SUM[STANCES * (KINDS + 1)]
do for [s = 1:STANCES] {
    do for [n = 1:POINTS_OF_TIME] { SUM[SUM_AT(s, 0, n)] = 0. }
    do for [k = 1:KINDS] {
        line = WEIGHT_LINE[(s - 1) * KINDS + k]
        stats SUMMARY skip line every ::0::STEPS using (TIME[int($0) + 1] = $1, SUM[SUM_AT(s, k, int($0) + 1)] = SUM[SUM_AT(s, k - 1, int($0) + 1)] + $4) nooutput
    }
}
array LAST[STANCES * 3]
do for [s = 1:STANCES] {
    do for [c = 1:3] {
        line = STANCE_LINE[s]
        stats SUMMARY skip line every ::STEPS::STEPS using (BANDS ? column(7 + c) : c == 1 ? $4 : 0) nooutput
        LAST[3 * (s - 1) + c] = STATS_min
    }
}
# One range for both stances, with room around what is drawn.
low = 0.; high = 0.
do for [s = 1:STANCES] {
    line = STANCE_LINE[s]
    stats SUMMARY skip line every ::0::STEPS using (BANDS ? $6 : $4) nooutput
    if (STATS_min < low) { low = STATS_min }
    stats SUMMARY skip line every ::0::STEPS using (BANDS ? $10 : $4) nooutput
    if (STATS_max > high) { high = STATS_max }
}
low = low - 0.08 < -0.95 ? -1. : low - 0.08
high = high + 0.08 > 0.95 ? 1. : high + 0.08

do for [s = 1:STANCES] {
    set label 100 + s SHORT(STANCE_TITLE[s], STATE_EMS) at screen ACROSS(EDGE), DOWN(STATE_TOP(s) + 4) left font ',12' textcolor rgb ink
}
load PLOTS.'/frame.gp'

AXIS_FROM = START; AXIS_UNTIL = START + YEARS
FLAG_HEIGHT = PANEL_HEIGHT; FLAG_SIZE = 9.5
do for [s = 1:STANCES] {
    unset label; unset arrow
    ENDS = 0
    array END_TEXT[KINDS]
    array END_AT[KINDS]
    array END_COLOUR[KINDS]
    do for [k = KINDS:1:-1] {
        # A weight that is nothing at the end but something before is labelled, too.
        largest = 0.
        do for [n = 1:POINTS_OF_TIME] {
            share = SUM[SUM_AT(s, k, n)] - SUM[SUM_AT(s, k - 1, n)]
            largest = share > largest ? share : largest
        }
        if (largest > 0.002) {
            ENDS = ENDS + 1
            share = SUM[SUM_AT(s, k, POINTS_OF_TIME)] - SUM[SUM_AT(s, k - 1, POINTS_OF_TIME)]
            END_TEXT[ENDS] = sprintf('%s %.0f %%', KIND_TITLE[k], 100 * share)
            END_AT[ENDS] = SHARE_TOP(s) + PANEL_HEIGHT * (1 - SUM[SUM_AT(s, k - 1, POINTS_OF_TIME)] - 0.5 * share)
            END_COLOUR[ENDS] = ink
        }
    }
    END_X = SHARE_LEFT + SHARE_WIDTH; END_TOP = SHARE_TOP(s); END_HEIGHT = PANEL_HEIGHT; END_FIRST = 801
    END_EMS = 11.; END_MOST = 2; END_SIZE = 10.5
    load PLOTS.'/ends.gp'
    FLAG_FRONT = 1
    FLAG_LEFT = SHARE_LEFT; FLAG_WIDTH = SHARE_WIDTH; FLAG_TOP = SHARE_TOP(s)
    load PLOTS.'/flags.gp'
    AXIS_POINTS = SHARE_WIDTH
    load PLOTS.'/dates.gp'
    set lmargin at screen ACROSS(SHARE_LEFT); set rmargin at screen ACROSS(SHARE_LEFT + SHARE_WIDTH)
    set tmargin at screen DOWN(SHARE_TOP(s)); set bmargin at screen DOWN(SHARE_TOP(s) + PANEL_HEIGHT)
    set yrange [0:1]
    set ytics ('0' 0, '50 %%' 0.5, '100 %%' 1)
    unset grid
    plot for [k = 1:KINDS] TIME using (START + TIME[$1]):(SUM[SUM_AT(s, k - 1, $1)]):(SUM[SUM_AT(s, k, $1)]) with filledcurves fillcolor rgb KIND_COLOUR[k] fillstyle solid noborder notitle, \
         for [k = 1:KINDS - 1] TIME using (START + TIME[$1]):(SUM[SUM_AT(s, k, $1)]) with lines linecolor rgb '#ffffff' linewidth 0.8 notitle

    unset label; unset arrow
    set grid ytics back linestyle 100
    array END_TEXT[3] = ['90 %', '50 %', 'median']
    array END_AT[3]
    array END_COLOUR[3] = ['#5a7f99', '#2f77a8', blue]
    AT(value) = BAND_TOP(s) + PANEL_HEIGHT * (high - value) / (high - low)
    at = 3 * (s - 1)
    ENDS = BANDS ? 3 : 1
    if (BANDS) {
        END_AT[1] = AT(0.5 * (LAST[at + 2] + LAST[at + 3])); END_AT[2] = AT(0.5 * (LAST[at + 1] + LAST[at + 2])); END_AT[3] = AT(LAST[at + 1])
    } else {
        END_TEXT[1] = 'stance'; END_AT[1] = AT(LAST[at + 1]); END_COLOUR[1] = blue
    }
    END_X = BAND_LEFT + BAND_WIDTH; END_TOP = BAND_TOP(s)
    load PLOTS.'/ends.gp'
    FLAG_FRONT = 0
    FLAG_LEFT = BAND_LEFT; FLAG_WIDTH = BAND_WIDTH; FLAG_TOP = BAND_TOP(s)
    load PLOTS.'/flags.gp'
    AXIS_POINTS = BAND_WIDTH
    load PLOTS.'/dates.gp'
    set lmargin at screen ACROSS(BAND_LEFT); set rmargin at screen ACROSS(BAND_LEFT + BAND_WIDTH)
    set tmargin at screen DOWN(BAND_TOP(s)); set bmargin at screen DOWN(BAND_TOP(s) + PANEL_HEIGHT)
    set yrange [low:high]
    set ytics NICE(high - low, PANEL_HEIGHT / 32.)
    set format y '%h'
    line = STANCE_LINE[s]
    VALUE = BANDS ? 8 : 4
    plot for [band = 1:(BANDS ? 2 : 0)] SUMMARY skip line every ::0::STEPS using (START + $1):(column(5 + band)):(column(11 - band)) with filledcurves fillcolor rgb (band == 1 ? '#cfe3f1' : '#8fbfdf') fillstyle solid noborder notitle, \
         0 with lines linecolor rgb '#555555' linewidth 0.9 notitle, \
         SUMMARY skip line every ::0::STEPS using (START + $1):VALUE with lines linecolor rgb blue linewidth 2 notitle
}
unset multiplot
