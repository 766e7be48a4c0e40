# Four panels: stances of governments, warmth of publics, domains of cooperation, grievances.
load PLOTS.'/style.gp'

SUMMARY = DATA.'/summary.csv'

set xrange [START:START + YEARS]
set multiplot

# A panel's place: column and row from the top left.
LEFT(column) = 0.055 + 0.495 * column
RIGHT(column) = LEFT(column) + 0.415
TOP(row) = 0.765 - 0.405 * row
BOTTOM(row) = TOP(row) - 0.255

set label 1 TITLE at screen 0.02, 0.955 left font ',17' textcolor rgb ink
set label 2 (BANDS ? 'Medians and the middle half of members' : 'One run') at screen 0.02, 0.898 left font ',12' textcolor rgb soft
set label 6 RUN at screen 0.02, 0.028 left font ',11' textcolor rgb soft
set label 3 NOTE at screen 0.975, 0.028 right font ',11' textcolor rgb soft

set tics font ',11'
set style fill transparent solid 0.16 noborder

do for [panel = 0:3] {
    column = panel % 2; row = panel / 2
    set lmargin at screen LEFT(column); set rmargin at screen RIGHT(column)
    set tmargin at screen TOP(row); set bmargin at screen BOTTOM(row)
    n = panel == 0 ? STANCES : panel == 1 ? PUBLICS : panel == 2 ? DOMAINS : GRIEVANCES
    array LINE[n]
    array TITLES[n]
    do for [i = 1:n] {
        LINE[i] = panel == 0 ? STANCE_LINE[i] : panel == 1 ? PUBLIC_LINE[i] : panel == 2 ? DOMAIN_LINE[i] : GRIEVANCE_LINE[i]
        TITLES[i] = panel == 0 ? STANCE_TITLE[i] : panel == 1 ? PUBLIC_TITLE[i] : panel == 2 ? DOMAIN_TITLE[i] : GRIEVANCE_TITLE[i]
    }
    set label 4 word('Stances Publics Domains Grievances', panel + 1) at graph 0, 1.235 left font ',14' textcolor rgb ink
    if (panel == 3) { set yrange [0:0.4<*]; set ytics auto } else { set yrange [*<-0.75:0.75<*]; set ytics 0.5 }
    # The legend: from left to right, in a second row where the first is full.
    x = LEFT(column); y = TOP(row) + 0.036
    do for [i = 1:n] {
        if (x + 0.034 + TEXT_WIDTH(TITLES[i]) > RIGHT(column) + 0.01) { x = LEFT(column); y = y - 0.026 }
        set arrow 400 + i from screen x, y to screen x + 0.029, y nohead linecolor rgb COLOUR[i] linewidth 2 dashtype DASH[i]
        set label 400 + i TITLES[i] at screen x + 0.034, y left font ',11' textcolor rgb ink
        x = x + 0.034 + TEXT_WIDTH(TITLES[i]) + 0.012
    }
    if (BANDS) {
        plot for [i = 1:n] SUMMARY skip LINE[i] every ::0::STEPS using (START + $1):7:9 with filledcurves fillcolor rgb COLOUR[i] notitle, \
             for [i = 1:n] '' skip LINE[i] every ::0::STEPS using (START + $1):8 with lines linecolor rgb COLOUR[i] linewidth 2 dashtype DASH[i] notitle
    } else {
        plot for [i = 1:n] SUMMARY skip LINE[i] every ::0::STEPS using (START + $1):4 with lines linecolor rgb COLOUR[i] linewidth 2 dashtype DASH[i] notitle
    }
    unset label 1; unset label 2; unset label 3; unset label 6
    do for [i = 1:n] { unset label 400 + i; unset arrow 400 + i }
}
unset multiplot
