/*
 * The table of random processes: what is drawn, under which name, and when. The names are part of
 * the format: another name draws other numbers. Plans, checks and documents take them from here.
 */
#ifndef ENT_SCENARIO_PROCESS_H
#define ENT_SCENARIO_PROCESS_H

#include "base/name.h"

typedef enum {
    ENT_PROCESS_DRIVER,
    ENT_PROCESS_APPROVAL,
    ENT_PROCESS_STANCE,
    ENT_PROCESS_PUBLIC,
    ENT_PROCESS_RETALIATION,
    ENT_PROCESS_EVENT,
    ENT_PROCESS_PROBABILITY,
    ENT_PROCESS_SHOCK,
    ENT_PROCESS_TURNOVER,
    ENT_PROCESS_LEADER,
    ENT_PROCESS_MEETING,
    ENT_PROCESS_WAVE,
    ENT_PROCESS_KINDS
} ent_process_kind_t;

typedef struct {
    const char *entity;  /* the first part of the name; the second is the entity's own name */
    const char *purpose; /* the third; NULL for none */
    const char *letter;  /* what stands for the entity's name in documents: "S" in "state/S/…" */
    const char *phase;   /* of the step, as documents number them; "" outside the step */
    const char *draws;   /* normals or uniforms */
    const char *index;   /* what the counter's second word holds */
    const char *meaning;
} ent_process_row_t;

const ent_process_row_t *ent_process_row(ent_process_kind_t kind);

/* "state/KOR/approval": the name of an entity's process. Returns `text`. */
enum { ENT_PROCESS_NAME_SIZE = 2 * ENT_NAME_SIZE };
const char *ent_process_name(ent_process_kind_t kind, const char *entity,
                             char text[ENT_PROCESS_NAME_SIZE]);

/* The hash of that name, which stands in the counter of the random numbers. */
uint32_t ent_process_hash(ent_process_kind_t kind, const char *entity);

#endif
