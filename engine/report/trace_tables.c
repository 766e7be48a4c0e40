#include "base/name.h"
#include "report/tables.h"
#include "report/trace.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *ent_trace_label(const ent_trace_t *trace, size_t story, char text[ENT_LABEL_SIZE]) {
    const char *title = trace->stories[story]->plan->scenario->title;
    const char *first = trace->stories[0]->plan->scenario->title;
    const char *second = story > 0 && strcmp(title, first) == 0 ? " (2)" : "";
    size_t length = ent_text_fit(title, ENT_LABEL_SIZE - 5);
    (void)snprintf(text, ENT_LABEL_SIZE, "%.*s%s", (int)length, title, second);
    return text;
}

const char *ent_happening_text(const ent_happening_t *happening, char text[ENT_HAPPENING_SIZE]) {
    bool leader = ent_told_group(happening->kind) == ENT_PART_LEADER;
    const ent_state_t *state = happening->state;
    int used =
        snprintf(text, ENT_HAPPENING_SIZE, "%s: %.300s%s%.200s", ent_told_phrase(happening->kind),
                 happening->title, state != NULL ? " by " : "", state != NULL ? state->title : "");
    if (happening->detail[0] != '\0') {
        used += snprintf(text + used, ENT_HAPPENING_SIZE - (size_t)used,
                         leader ? ", %.300s" : " (%.300s)", happening->detail);
    }
    if (!isnan(happening->value)) {
        (void)snprintf(text + used, ENT_HAPPENING_SIZE - (size_t)used,
                       leader ? ", disposition %+.2f" : ", severity %.2f", happening->value);
    }
    ent_text_mask(text); /* a character cut in two */
    return text;
}

void ent_trace_story_table(const ent_trace_t *trace, ent_writer_t *writer) {
    ent_writer_text(writer, "scenario,step,date,kind,name,title,state,detail,value,health\n");
    for (size_t k = 0; k < trace->count; k++) {
        const ent_story_t *story = trace->stories[k];
        char label[ENT_LABEL_SIZE], date[ENT_DATE_SIZE];
        (void)ent_trace_label(trace, k, label);
        for (size_t i = 0; i < story->count; i++) {
            const ent_happening_t *happening = &story->happenings[i];
            ent_instant_date(story->plan->scenario, (double)happening->step, date);
            ent_csv_field(writer, label);
            ent_writer_print(writer, ",%zu,%s,%s,%s,", happening->step, date,
                             ent_told_name(happening->kind), happening->name);
            ent_csv_field(writer, happening->title);
            ent_writer_print(writer, ",%s,",
                             happening->state != NULL ? happening->state->name : "");
            ent_csv_field(writer, happening->detail);
            ent_table_number(writer, happening->value);
            ent_table_number(writer, story->health[happening->step]);
            ent_writer_text(writer, "\n");
        }
    }
}

void ent_trace_path_table(const ent_trace_t *trace, ent_writer_t *writer) {
    const ent_plan_t *plan = trace->stories[0]->plan;
    ent_writer_print(writer, "time,date,health%s\n", trace->count > 1 ? ",health_other" : "");
    for (size_t n = 0; n <= plan->steps; n++) {
        char date[ENT_DATE_SIZE];
        ent_instant_date(plan->scenario, (double)n, date);
        ent_writer_number(writer, (double)n * plan->step_years);
        ent_writer_print(writer, ",%s", date);
        for (size_t k = 0; k < trace->count; k++) {
            ent_table_number(writer, trace->stories[k]->health[n]);
        }
        ent_writer_text(writer, "\n");
    }
}
