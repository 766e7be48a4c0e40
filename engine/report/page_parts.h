/* The parts of report.html; used by page.c only. Each puts its values under names of its own. */
#ifndef ENT_REPORT_PAGE_PARTS_H
#define ENT_REPORT_PAGE_PARTS_H

#include "report/page.h"
#include "report/values.h"

typedef struct {
    const ent_page_t *page;
    const ent_comparison_t *comparison; /* the page's */
    const ent_output_t *output;
    ent_values_t values;
} ent_parts_t;

/* heading, questions, scenarios with their changes */
void ent_page_put_scenarios(ent_parts_t *parts);

/* headlines */
void ent_page_put_headlines(ent_parts_t *parts);

/* figures, missing */
ENT_CHECKED ent_err_t ent_page_put_figures(ent_parts_t *parts);

/* metric_tables, definitions */
void ent_page_put_metrics(ent_parts_t *parts);

/* institutions, never_stood */
void ent_page_put_institutions(ent_parts_t *parts);

/* event_tables */
void ent_page_put_events(ent_parts_t *parts);

/* counts of numbers by tag, changed keys and elements */
void ent_page_put_assumptions(ent_parts_t *parts);

/* The title of a scenario of the comparison. */
const char *ent_page_title(const ent_parts_t *parts, size_t scenario);

/* An instant of the control: "2031-05", or with the day where steps do not begin with months. */
const char *ent_page_date(const ent_scenario_t *scenario, size_t instant, char text[ENT_DATE_SIZE]);

/* "cost of a transition (Japan)": a metric as people read it. */
enum { ENT_PAGE_LABEL_SIZE = 256 };
const char *ent_page_metric(const ent_run_t *run, const ent_metric_t *metric,
                            char text[ENT_PAGE_LABEL_SIZE]);

#endif
