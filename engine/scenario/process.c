#include "scenario/process.h"

#include <stdio.h>

static const char by_step[] = "half of the step's number, rounded down";
static const char by_leader[] = "which succession of the state it is, from 0";

static const ent_process_row_t rows[ENT_PROCESS_KINDS] = {
    [ENT_PROCESS_DRIVER] = {"driver", NULL, "V", "1", "a normal", by_step, "noise of a driver"},
    [ENT_PROCESS_APPROVAL] = {"state", "approval", "S", "4", "a normal", by_step,
                              "noise of approval"},
    [ENT_PROCESS_STANCE] = {"state", "stance", "S", "4", "a normal", by_step,
                            "noise of the stance"},
    [ENT_PROCESS_PUBLIC] = {"state", "public", "S", "7", "a normal", by_step,
                            "noise of warmth, the same for all cohorts of the state"},
    [ENT_PROCESS_RETALIATION] = {"state", "retaliation", "S", "2a", "a uniform", by_step,
                                 "whether a provocation is answered"},
    [ENT_PROCESS_EVENT] = {"event", NULL, "E", "2b", "a uniform", by_step,
                           "whether an event with a rate happens"},
    [ENT_PROCESS_PROBABILITY] = {"event", "probability", "E", "2b", "the first uniform",
                                 "which occasion of the event it is, from 0",
                                 "whether an occasion is taken"},
    [ENT_PROCESS_SHOCK] = {"shock", NULL, "K", "2c", "a uniform", by_step,
                           "whether a shock arrives, and how severe it is"},
    [ENT_PROCESS_TURNOVER] = {"state", "turnover", "S", "3", "a uniform", by_step,
                              "whether a government falls between elections"},
    [ENT_PROCESS_LEADER] = {"state", "leader", "S", "3",
                            "draw 0: the first uniform; draw 1: the first normal", by_leader,
                            "a new leader's type (draw 0) and disposition (draw 1)"},
    [ENT_PROCESS_MEETING] = {"institution", "meeting", "I", "5", "a uniform", by_step,
                             "whether a meeting that is due is held"},
    [ENT_PROCESS_WAVE] = {"poll", "wave", "NAME", "", "the first normal",
                          "the number of the instant",
                          "error of a survey, when a run is held against surveys or patterns"},
};

const ent_process_row_t *ent_process_row(ent_process_kind_t kind) {
    return &rows[kind];
}

const char *ent_process_name(ent_process_kind_t kind, const char *entity,
                             char text[ENT_PROCESS_NAME_SIZE]) {
    const ent_process_row_t *row = &rows[kind];
    (void)snprintf(text, ENT_PROCESS_NAME_SIZE, "%s/%s%s%s", row->entity, entity,
                   row->purpose != NULL ? "/" : "", row->purpose != NULL ? row->purpose : "");
    return text;
}

uint32_t ent_process_hash(ent_process_kind_t kind, const char *entity) {
    char text[ENT_PROCESS_NAME_SIZE];
    return ent_name_hash(ent_process_name(kind, entity, text));
}
