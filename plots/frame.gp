# Heading, legends and foot of a figure, drawn as a plot of their own without axes,
# once; the panels of the figure follow. See compare.gp.
do for [i = 1:TITLE_LINES] {
    set label i LINE(TITLE, TITLE_EMS, 2, i) at screen ACROSS(EDGE), DOWN(30 + 20 * (i - 1)) left font sprintf(',%d', TITLE_SIZE) textcolor rgb ink
}
do for [i = 1:SUBTITLE_LINES] {
    set label 10 + i LINE(SUBTITLE, SUBTITLE_EMS, 3, i) at screen ACROSS(EDGE), DOWN(SUBTITLE_TOP + 17 * (i - 1)) left font ',12' textcolor rgb soft
}
do for [i = 1:LEGENDS] {
    set label 20 + i LEGEND_TEXT[i] at screen ACROSS(LEGEND_X[i] + SAMPLE + 7), DOWN(LEGEND_Y[i]) left font ',11' textcolor rgb ink
}
FLAG_Y(line) = HEIGHT - FOOT + 14 * line + 8
do for [i = 1:FLAGS] {
    set label 700 + 3 * i sprintf('%d', i) at screen ACROSS(EDGE + FLAG_PITCH * FLAG_COLUMN[i] + FLAG_INDENT - 6), DOWN(FLAG_Y(FLAG_LINE[i])) right font ',10.5' textcolor rgb ink
    set label 740 + i FLAG_DATE[i] at screen ACROSS(EDGE + FLAG_PITCH * FLAG_COLUMN[i] + FLAG_INDENT), DOWN(FLAG_Y(FLAG_LINE[i])) left font ',10.5' textcolor rgb soft
    do for [l = 1:FLAG_LINES[i]] {
        set label 700 + 3 * i + l LINE(FLAG_TITLE[i], FLAG_EMS, 2, l) at screen ACROSS(EDGE + FLAG_PITCH * FLAG_COLUMN[i] + FLAG_INDENT + FLAG_DATE_ROOM), DOWN(FLAG_Y(FLAG_LINE[i] + l - 1)) left font ',10.5' textcolor rgb ink
    }
}
if (FLAGS > 0 && MORE_FLAGS > 0) {
    set label 700 sprintf('and %d more', MORE_FLAGS).EVENTS_FILE at screen ACROSS(EDGE + FLAG_INDENT), DOWN(FLAG_Y(flag_rows)) left font ',10.5' textcolor rgb soft
}
set label 3 RUN at screen ACROSS(EDGE), DOWN(HEIGHT - 1 - 15 * FOOT_LINES) left font sprintf(',%.1f', RUN_SIZE) textcolor rgb soft
set label 4 NOTE at screen ACROSS(WIDTH - EDGE), DOWN(HEIGHT - 16) right font ',10' textcolor rgb soft

set multiplot
set lmargin at screen 0.1; set rmargin at screen 0.9; set tmargin at screen 0.9; set bmargin at screen 0.1
set border 0
unset tics
plot [0:1] [0:1] -1 notitle
unset label
unset arrow
set border 3 front
# SVG has longer tics than the others, and its labels stand lower.
TIC = TERMINAL eq 'svg' ? 0.4 : 0.6
set xtics nomirror out scale TIC offset 0, (TERMINAL eq 'svg' ? 0.3 : 0.1) textcolor rgb ink font ',11'
set format '%h' # gnuplot's own has a blank in front, which shifts centred labels
set ytics nomirror out scale TIC textcolor rgb ink font ',11'
