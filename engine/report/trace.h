/* One member's story, or two of them and where they part, as a text and as CSV files. */
#ifndef ENT_REPORT_TRACE_H
#define ENT_REPORT_TRACE_H

#include "analysis/parting.h"
#include "base/file.h"

#include <stdio.h>

typedef struct {
    const ent_story_t *stories[ENT_STORIES];
    size_t count;                 /* 1 or 2 */
    const ent_parting_t *parting; /* of two */
    uint64_t member, seed;
    bool deterministic;
    const char *chosen; /* "the typical of 1000 members", or NULL */
    const char *code;   /* the run code */
} ent_trace_t;

/* "shock: Court rulings by Republic of Korea, severity 0.41". Returns `text`. */
enum { ENT_HAPPENING_SIZE = 1024 };
const char *ent_happening_text(const ent_happening_t *happening, char text[ENT_HAPPENING_SIZE]);

/* The title of a story's scenario; of two with one title the second is "… (2)". */
enum { ENT_LABEL_SIZE = 512 };
const char *ent_trace_label(const ent_trace_t *trace, size_t story, char text[ENT_LABEL_SIZE]);

/*
 * For people: what happened, month by month, and health at least once a year. Of two stories what
 * they share is told once, and after they have parted what differs only; then where they part, and
 * what preceded that.
 */
void ent_trace_print(const ent_trace_t *trace, FILE *stream);

/* scenario, step, date, kind, name, title, state, detail, value, health (as the step began) */
void ent_trace_story_table(const ent_trace_t *trace, ent_writer_t *writer);

/* time, date, health and, of two stories, health_other, by instant */
void ent_trace_path_table(const ent_trace_t *trace, ent_writer_t *writer);

#endif
