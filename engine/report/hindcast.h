/* A hindcast as CSV files, as a table on a screen, and as figures. */
#ifndef ENT_REPORT_HINDCAST_H
#define ENT_REPORT_HINDCAST_H

#include "analysis/hindcast.h"
#include "report/drawing.h"
#include "report/output.h"

/* Waves that are scored together: all, those of one question to one public, those of one poll. */
enum { ENT_HINDCAST_GROUP_SIZE = 96, ENT_MOST_HINDCAST_GROUPS = 2 * ENT_MAX_POLLS + 1 };
typedef struct {
    char name[ENT_HINDCAST_GROUP_SIZE]; /* "all", "relations JPN", "cabinet_affinity_mail" */
    ent_wave_filter_t filter;           /* any split, any lead */
} ent_hindcast_group_t;

/* Groups that hold a wave which is scored; `groups` has room for ENT_MOST_HINDCAST_GROUPS. */
size_t ent_hindcast_groups(const ent_hindcast_t *hindcast, ent_hindcast_group_t *groups);

/* polls.csv: how each poll was fitted; other commands read shift, slope and noise back. */
void ent_table_polls(const ent_hindcast_t *hindcast, ent_writer_t *writer);

/* forecasts.csv: method by method and wave by wave what was found, forecast and scored. */
void ent_table_forecasts(const ent_hindcast_t *hindcast, ent_writer_t *writer);

/* scores.csv: group, split, lead, method and its scores. */
void ent_table_scores(const ent_hindcast_t *hindcast, ent_writer_t *writer);

/* pit.csv: counts of the probability integral transform in ten bins. */
void ent_table_pit(const ent_hindcast_t *hindcast, ent_writer_t *writer);

/* bands.csv: quantiles of every poll at every instant, poll by poll. ENT_ERR_MEMORY,
 * ENT_ERR_INTERRUPTED. */
ENT_CHECKED ent_err_t ent_table_bands(const ent_hindcast_t *hindcast, ent_writer_t *writer);

/* Finishes all of them in the output, with scenario.cfg and surveys.csv; may be interrupted. */
ENT_CHECKED ent_err_t ent_hindcast_write(const ent_hindcast_t *hindcast, ent_output_t *output);

/* For people: scores on all and on held-out waves, beside the baselines; what is not fitted. */
void ent_hindcast_screen(const ent_hindcast_t *hindcast, FILE *stream);

/* plots/hindcast and plots/scores; see ent_draw. `caption` stands below. */
ENT_CHECKED ent_err_t ent_hindcast_draw(const ent_hindcast_t *hindcast, const char *caption,
                                        unsigned formats, ent_output_t *output,
                                        char note[ENT_FIGURE_NOTE_SIZE]);

#endif
