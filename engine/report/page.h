/* report.html: what a run or a comparison found, for people, in one file that needs no other. */
#ifndef ENT_REPORT_PAGE_H
#define ENT_REPORT_PAGE_H

#include "report/comparison.h"
#include "report/drawing.h"

#include <signal.h>

#define ENT_REPORT_FILE "report.html"

/* As many as can be compared. */
enum { ENT_PAGE_SCENARIOS = 8 };

typedef struct {
    ent_comparison_t comparison; /* of a run: of one scenario; of at most ENT_PAGE_SCENARIOS */
    const char *const *command;  /* argc words */
    size_t words;
    const char *no_figures; /* why there are none, or not all; "" */
    /* For picking and telling members: */
    ent_isa_t isa;
    size_t threads;
    const volatile sig_atomic_t *stop;
} ent_page_t;

/*
 * Finishes and publishes report.html in the output, which holds data files and figures already: the
 * template plots/report/report.html.in, filled. Figures are those plots/NAME.svg that this output
 * wrote; what is missing, the page says. Where the template is missing there is no report, and
 * `note` says so; ENT_ERR_IO when it is wrong, with the note saying where. `note` is "" otherwise.
 */
ENT_CHECKED ent_err_t ent_page_write(const ent_page_t *page, ent_output_t *output,
                                     char note[ENT_FIGURE_NOTE_SIZE]);

#endif
