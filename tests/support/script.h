/* Variables in a script for gnuplot: lines like NAME = 1.5 or NAME[2] = "text". */
#ifndef SUPPORT_SCRIPT_H
#define SUPPORT_SCRIPT_H

#include "report/figure_data.h"

/* What gnuplot is given of them, after checking that nothing is wrong; the caller's to free. */
char *support_script(const ent_figure_data_t *data);

/* The number a variable is given first; fails if it is given none. */
double support_script_number(const char *script, const char *name);

/* Fails unless what the variable is given is just this, as the script has it, quotes included. */
void support_assert_script_text(const char *script, const char *name, const char *expected);

#endif
