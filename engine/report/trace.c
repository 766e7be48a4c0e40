#include "report/trace.h"

#include "report/note.h"
#include "report/tables.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* A listing under way; the date of a step stands before its first line only. */
typedef struct {
    const ent_trace_t *trace;
    FILE *stream;
    const char *margin;
    bool dated;
} printer_t;

static const char marks[] = "<>"; /* in the first story only, in the second only */

static size_t steps_a_year(const ent_trace_t *trace) {
    return (size_t)(1 / trace->stories[0]->plan->step_years + 0.5);
}

/* Months by name, where all steps begin with one. */
static const char *date_of(const ent_trace_t *trace, size_t instant, char text[ENT_DATE_SIZE]) {
    const ent_scenario_t *scenario = trace->stories[0]->plan->scenario;
    ent_instant_date(scenario, (double)instant, text);
    if (scenario->step != ENT_STEP_WEEK && scenario->start.day == 1) {
        text[sizeof "YYYY-MM" - 1] = '\0';
    }
    return text;
}

/* Begins a line with date and health, or with as many blanks. */
static void begin_line(printer_t *printer, size_t instant) {
    char date[ENT_DATE_SIZE];
    const char *shown = date_of(printer->trace, instant, date);
    fprintf(printer->stream, "%s%-*s  ", printer->margin, (int)strlen(shown),
            printer->dated ? "" : shown);
    for (size_t k = 0; k < printer->trace->count; k++) {
        if (printer->dated) {
            fprintf(printer->stream, "%*s", k == 0 ? 7 : 6, "");
        } else {
            fprintf(printer->stream, "%s%5.1f", k == 0 ? "H " : " ",
                    printer->trace->stories[k]->health[instant]);
        }
    }
    printer->dated = true;
}

/* ' ' for what both stories tell. */
static char mark_of(const ent_trace_t *trace, size_t story, size_t i) {
    return (char)(trace->count > 1 && trace->parting->alone[story][i] ? marks[story] : ' ');
}

/* Who or what it happened to, without the kind. */
static void print_what(const ent_happening_t *happening, FILE *stream) {
    bool leader = ent_told_group(happening->kind) == ENT_PART_LEADER;
    fprintf(stream, "%s", happening->title);
    if (happening->state != NULL) {
        fprintf(stream, " by %s", happening->state->title);
    }
    if (happening->detail[0] != '\0') {
        fprintf(stream, leader ? ", %s" : " (%s)", happening->detail);
    }
    if (!isnan(happening->value)) {
        fprintf(stream, leader ? ", disposition %+.2f" : ", severity %.2f", happening->value);
    }
}

static void print_happening(const ent_happening_t *happening, FILE *stream) {
    fprintf(stream, "%s: ", ent_told_phrase(happening->kind));
    print_what(happening, stream);
}

static bool is_meeting(const ent_happening_t *happening) {
    return ent_told_group(happening->kind) == ENT_PART_MEETING;
}

/* A story's happenings of a step: the first, and the one behind the last. */
static void find_step(const ent_story_t *story, size_t step, size_t *first, size_t *last) {
    size_t low = 0, high = story->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (story->happenings[middle].step < step) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *first = low;
    while (low < story->count && story->happenings[low].step == step) {
        low++;
    }
    *last = low;
}

static void begin_entry(printer_t *printer, size_t step, char mark) {
    begin_line(printer, step);
    fprintf(printer->stream, printer->trace->count > 1 ? "  %c " : "  ", mark);
}

/* Meetings of a kind and mark on one line: there can be many in a month. */
static void print_meetings(printer_t *printer, size_t story, size_t step, ent_told_t kind,
                           char mark) {
    const ent_story_t *told = printer->trace->stories[story];
    size_t first = 0, last = 0, count = 0;
    find_step(told, step, &first, &last);
    for (size_t i = first; i < last; i++) {
        if (told->happenings[i].kind != kind || mark_of(printer->trace, story, i) != mark) {
            continue;
        }
        if (count++ == 0) {
            begin_entry(printer, step, mark);
            fprintf(printer->stream, "%s: ", ent_told_phrase(kind));
        }
        fprintf(printer->stream, "%s%s", count > 1 ? ", " : "", told->happenings[i].title);
    }
    if (count > 0) {
        fprintf(printer->stream, "\n");
    }
}

/* What one story tells of a step: what both tell only from the first, and only if shown. */
static void print_story(printer_t *printer, size_t story, size_t step, bool shared) {
    const ent_story_t *told = printer->trace->stories[story];
    bool common = shared && story == 0;
    size_t first = 0, last = 0;
    find_step(told, step, &first, &last);
    for (size_t i = first; i < last; i++) {
        char mark = mark_of(printer->trace, story, i);
        if (!is_meeting(&told->happenings[i]) && (mark != ' ' || common)) {
            begin_entry(printer, step, mark);
            print_happening(&told->happenings[i], printer->stream);
            fprintf(printer->stream, "\n");
        }
    }
    for (ent_told_t kind = ENT_TOLD_HELD; kind <= ENT_TOLD_MISSED; kind++) {
        if (common) {
            print_meetings(printer, story, step, kind, ' ');
        }
        if (printer->trace->count > 1) {
            print_meetings(printer, story, step, kind, marks[story]);
        }
    }
}

static void print_step(printer_t *printer, size_t step, bool shared) {
    printer->dated = false;
    for (size_t k = 0; k < printer->trace->count; k++) {
        print_story(printer, k, step, shared);
    }
}

/* The step in which two stories part; none when there is one, or they never do. */
static bool find_parting(const ent_trace_t *trace, size_t *step) {
    if (trace->count < 2 || trace->parting->first.happening == NULL) {
        return false;
    }
    *step = trace->parting->first.happening->step;
    return true;
}

static void print_months(const ent_trace_t *trace, FILE *stream) {
    printer_t printer = {.trace = trace, .stream = stream, .margin = ""};
    size_t steps = trace->stories[0]->plan->steps, parting = 0;
    bool parts = find_parting(trace, &parting);
    for (size_t n = 0; n < steps; n++) {
        print_step(&printer, n, !parts || n <= parting);
        if (parts && n == parting) {
            fprintf(stream, "-- they part: from here on only what differs --\n");
        }
        if (!printer.dated && n % steps_a_year(trace) == 0) { /* a quiet month, a year on */
            begin_line(&printer, n);
            fprintf(stream, "\n");
        }
    }
    printer.dated = false;
    begin_line(&printer, steps);
    fprintf(stream, "  the end\n");
}

static void print_heading(const ent_trace_t *trace, FILE *stream) {
    char label[ENT_LABEL_SIZE];
    for (size_t k = 0; k < trace->count; k++) {
        fprintf(stream, "%s%s", k > 0 ? " | " : "", ent_trace_label(trace, k, label));
    }
    fprintf(stream, ": member %" PRIu64, trace->member);
    if (trace->chosen != NULL) {
        fprintf(stream, ", %s", trace->chosen);
    }
    if (trace->deterministic) {
        fprintf(stream, ", deterministic\n");
    } else {
        fprintf(stream, ", seed %" PRIu64 "\n", trace->seed);
    }
    fprintf(stream, "run code %s\n", trace->code);
    fprintf(stream, "H is relationship health, 0 to 100, as the step begins\n\n");
}

/* Twelve months up to a step or an instant, all that either story tells of them. */
static void print_before(const ent_trace_t *trace, size_t end, FILE *stream) {
    printer_t printer = {.trace = trace, .stream = stream, .margin = "    "};
    size_t year = steps_a_year(trace), from = end > year ? end - year : 0;
    bool any = false;
    for (size_t n = from; n < end; n++) {
        print_step(&printer, n, true);
        any = any || printer.dated;
    }
    if (!any) {
        fprintf(stream, "    nothing\n");
    }
}

static void print_starts(const ent_trace_t *trace, FILE *stream) {
    for (size_t k = 0; k < ENT_STORIES && trace->parting->starts_differ; k++) {
        const ent_story_t *story = trace->stories[k];
        for (size_t i = 0; i < story->count; i++) {
            if (ent_told_at_start(story->happenings[i].kind) && trace->parting->alone[k][i]) {
                fprintf(stream, "  %-12s %c ", "at the start", marks[k]);
                print_what(&story->happenings[i], stream);
                fprintf(stream, "\n");
            }
        }
    }
}

/* The first difference of each group. */
static void print_groups(const ent_trace_t *trace, FILE *stream) {
    static const char *const names[ENT_PART_GROUPS] = {[ENT_PART_ARRIVAL] = "arrival",
                                                       [ENT_PART_LEADER] = "leader",
                                                       [ENT_PART_STATUS] = "status",
                                                       [ENT_PART_MEETING] = "meeting",
                                                       [ENT_PART_OUTCOME] = "held or not"};
    char date[ENT_DATE_SIZE];
    for (int group = 0; group < ENT_PART_GROUPS; group++) {
        const ent_divergence_t *first = &trace->parting->first_in[group];
        fprintf(stream, "  %-12s ", names[group]);
        if (first->happening == NULL) {
            fprintf(stream, "never\n");
            continue;
        }
        fprintf(stream, "%c %s  ", marks[first->story],
                date_of(trace, first->happening->step, date));
        print_happening(first->happening, stream);
        fprintf(stream, "\n");
    }
}

static void print_apart(const ent_trace_t *trace, FILE *stream) {
    const ent_parting_t *parting = trace->parting;
    char date[ENT_DATE_SIZE];
    if (!parting->apart) {
        fprintf(stream, "  |\u0394H| > 1     never\n");
        return;
    }
    fprintf(stream, "  |\u0394H| > 1       %s  %.2f and %.2f\n",
            date_of(trace, parting->apart_at, date), trace->stories[0]->health[parting->apart_at],
            trace->stories[1]->health[parting->apart_at]);
}

static void print_parting(const ent_trace_t *trace, FILE *stream) {
    const ent_parting_t *parting = trace->parting;
    char label[ENT_LABEL_SIZE], date[ENT_DATE_SIZE];
    size_t step = 0;
    fprintf(stream, "\nWhere they part (< in %s only, ", ent_trace_label(trace, 0, label));
    fprintf(stream, "> in %s only)\n\n", ent_trace_label(trace, 1, label));
    print_starts(trace, stream);
    print_groups(trace, stream);
    print_apart(trace, stream);
    if (find_parting(trace, &step)) {
        fprintf(stream, "\nThe first discrete difference comes in %s: %c ",
                date_of(trace, step, date), marks[parting->first.story]);
        print_happening(parting->first.happening, stream);
        fprintf(stream, "\n  the 12 months before it:\n");
        print_before(trace, step, stream);
    } else {
        fprintf(stream, "\nNothing happens in one and not in the other.\n");
    }
    if (parting->apart) {
        fprintf(stream, "\nHealth is first more than 1 point apart in %s\n",
                date_of(trace, parting->apart_at, date));
        fprintf(stream, "  the 12 months before it:\n");
        print_before(trace, parting->apart_at, stream);
    } else {
        fprintf(stream, "\nHealth is never more than 1 point apart.\n");
    }
}

void ent_trace_print(const ent_trace_t *trace, FILE *stream) {
    print_heading(trace, stream);
    print_months(trace, stream);
    if (trace->count > 1) {
        print_parting(trace, stream);
    }
    fprintf(stream, "\n" ENT_NOTE ".\n");
}
