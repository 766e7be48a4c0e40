# The style of all figures. Variables come from the program, quoted; files are only read.
#
#   TERMINAL       svg, png, pdf or dumb     OUT    the file to write
#   WIDTH, HEIGHT  points                    PLOTS  the folder of these templates
#   ASKED_HEIGHT   points, or 0: a template chooses what it needs
#   SCALE          of a printed page: its points for one of these, below 1 for a column
#   STEPS          of the run: a variable has STEPS + 1 rows in summary.csv, one below the other
#
# Colours are those of Okabe and Ito, which colour-blind readers can tell apart; dashes tell the
# lines apart in print without colour.

# What is asked to be higher than it needs keeps its foot at the bottom.
if (TERMINAL ne 'dumb' && ASKED_HEIGHT > HEIGHT) { HEIGHT = ASKED_HEIGHT }

set encoding utf8
set decimalsign '.'
set datafile separator comma

if (TERMINAL eq 'svg') { set terminal svg size WIDTH,HEIGHT noenhanced font 'sans-serif,13' background '#ffffff' }
if (TERMINAL eq 'png') { set terminal pngcairo size 2*WIDTH,2*HEIGHT noenhanced font 'sans-serif,13' fontscale 1.55 linewidth 2 dashlength 0.5 background '#ffffff' }
if (TERMINAL eq 'pdf') { set terminal pdfcairo size SCALE*WIDTH/72.,SCALE*HEIGHT/72. noenhanced font 'sans-serif,13' fontscale 0.78*SCALE linewidth 1.6*SCALE dashlength 0.5 background '#ffffff' }
if (TERMINAL eq 'dumb') { set terminal dumb size WIDTH,HEIGHT noenhanced aspect 2,1 }
if (TERMINAL ne 'dumb') { set output OUT }

blue = '#0072b2'; vermillion = '#d55e00'; green = '#009e73'; purple = '#8a4f9e'
orange = '#c98700'; sky = '#3b97cf'; olive = '#8a8000'; black = '#000000'
ink = '#222222'; soft = '#707070'; rule = '#dddddd'
array COLOUR[12] = [blue, vermillion, green, purple, orange, sky, olive, black, blue, vermillion, green, purple]
array DASH[12] = [1, 2, 4, 5, 3, 1, 2, 4, 3, 3, 3, 3]

set style line 100 linecolor rgb rule linewidth 0.7
set border 3 linecolor rgb soft linewidth 0.8
set tics nomirror out scale 0.6 textcolor rgb ink
set grid ytics back linestyle 100
# Legends are set by hand: gnuplot's own come out differently in each terminal.
unset key

# Width of a text of font size 11, as a share of the figure's width.
TEXT_WIDTH(text) = strlen(text) * 6.7 / 900.
