/* The rows of an event record, one after the other, made into events; for record.c only. */
#ifndef ENT_SCENARIO_RECORD_ROWS_H
#define ENT_SCENARIO_RECORD_ROWS_H

#include "base/csv.h"
#include "scenario/record_rules.h"
#include "scenario/seen.h"

/* The columns that a record must have. */
enum { ENT_RECORD_COLUMNS = 5 };
extern const char *const ent_record_columns[ENT_RECORD_COLUMNS];

typedef struct {
    ent_scenario_t *scenario;
    ent_diags_t *diags;
    ent_rules_t rules;
    ent_filler_t filler; /* of effects; its diagnostics are `aside` */
    ent_diags_t *aside;
    ent_event_t model; /* an event on a date, with all defaults */
    bool begun;        /* the header is known: */
    size_t at[ENT_RECORD_COLUMNS], id;
    ent_event_t *events; /* made so far */
    size_t count, room;
    ent_seen_t names, rows; /* names of events; rows by what makes them the same */
    ent_arena_t arena;      /* as long as the file is read */
    ent_arena_t scratch;    /* as long as a row */
} ent_record_loader_t;

/* The mark of the scenario's own events in `names`: that of the header, which gives no event. */
enum { ENT_OWN_EVENT = 1 };

/* Takes a row (ent_csv_take_t); `user` is the loader. */
ENT_CHECKED ent_err_t ent_record_take(void *user, const ent_csv_header_t *header,
                                      const ent_csv_row_t *source);

#endif
