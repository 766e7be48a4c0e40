#include "report/page.h"

#include "base/beside.h"
#include "base/memory.h"
#include "base/version.h"
#include "report/note.h"
#include "report/page_parts.h"
#include "report/run_files.h"
#include "report/stories.h"
#include "report/template.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEMPLATE_FILE "report.html.in"
#define STYLE_FILE "report.css"

enum { MOST_TEMPLATE_BYTES = 1 << 20 };

/* ---- How it was made --------------------------------------------------------------------------
 */

/* A word of the command line as a shell reads it: in single quotes where it needs them. */
static void put_word(FILE *stream, const char *word) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "_-+=.,:/%@";
    if (word[0] != '\0' && word[strspn(word, plain)] == '\0') {
        fputs(word, stream);
        return;
    }
    fputc('\'', stream);
    for (const char *c = word; *c != '\0'; c++) {
        if (*c == '\'') {
            fputs("'\\''", stream);
        } else {
            fputc(*c, stream);
        }
    }
    fputc('\'', stream);
}

/* The command line, whose first word is the program and its command. */
static void put_command(ent_parts_t *parts) {
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (stream == NULL) {
        parts->values.failed = true;
        return;
    }
    for (size_t i = 0; i < parts->page->words; i++) {
        if (i == 0) {
            fputs(parts->page->command[i], stream);
        } else {
            fputc(' ', stream);
            put_word(stream, parts->page->command[i]);
        }
    }
    if (fclose(stream) == 0) {
        ent_put_text(&parts->values, parts->values.root, "command", text);
    } else {
        parts->values.failed = true;
    }
    free(text);
}

/* The data files, each kind once: those of a comparison's scenarios are in folders of their own. */
static void put_files(ent_parts_t *parts) {
    static const struct {
        const char *name, *what;
    } rows[] = {
        {"comparison.csv", "all metrics with all digits: differences, errors, intervals, shares"},
        {"changes.csv", "every key in which a scenario differs from the control"},
        {"differences.csv", "bands of the paired differences, by variable and date"},
        {"distributions.csv", "shares of members in classes of each metric's values"},
        {"regret.csv", "by how much each scenario falls short of the best one"},
        {"summary.csv", "bands of every recorded variable, by date"},
        {"metrics.csv", "all metrics with all digits"},
        {"events.csv", "what happened, to how many members, and when"},
        {"members.csv", "the metrics of each member"},
        {"paths.csv", "health of the first members, by date"},
        {"surveys.csv", "the surveys that polls are held against"},
        {"scenario.cfg", "the scenario with every default, which can be run again"}};
    json_t *list = ent_put_list(&parts->values, parts->values.root, "files");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *found = NULL;
        for (size_t k = 0; k < parts->output->count && found == NULL; k++) {
            const char *slash = strrchr(parts->output->names[k], '/');
            const char *base = slash != NULL ? slash + 1 : parts->output->names[k];
            found = strcmp(base, rows[i].name) == 0 ? parts->output->names[k] : NULL;
        }
        if (found != NULL) {
            json_t *row = ent_put_row(&parts->values, list);
            ent_put_text(&parts->values, row, "file", rows[i].name);
            ent_put_flag(&parts->values, row, "by_scenario", strchr(found, '/') != NULL);
            ent_put_text(&parts->values, row, "holds", rows[i].what);
        }
    }
}

static ent_err_t put_circumstances(ent_parts_t *parts) {
    const ent_run_t *runs[ENT_PAGE_SCENARIOS], *control = &parts->comparison->items[0].run;
    ent_values_t *values = &parts->values;
    char code[ENT_CODE_SIZE];
    for (size_t s = 0; s < parts->comparison->count; s++) {
        runs[s] = &parts->comparison->items[s].run;
    }
    ent_err_t error = ent_run_code(runs, parts->comparison->count, code);
    if (error != ENT_OK) {
        return error;
    }
    ent_put_text(values, values->root, "note", ENT_NOTE);
    ent_put_text(values, values->root, "version", ENT_VERSION);
    ent_put_text(values, values->root, "code", code);
    ent_put_print(values, values->root, "seed", "%" PRIu64, control->seed);
    ent_put_print(values, values->root, "members", "%" PRIu64, control->members);
    ent_put_flag(values, values->root, "deterministic", control->deterministic);
    put_command(parts);
    put_files(parts);
    return ENT_OK;
}

static ent_err_t put_stories(ent_parts_t *parts) {
    const ent_page_t *page = parts->page;
    const ent_run_t *control = &parts->comparison->items[0].run;
    const ent_plan_t *plans[ENT_PAGE_SCENARIOS];
    for (size_t s = 0; s < parts->comparison->count; s++) {
        plans[s] = parts->comparison->items[s].run.plan;
    }
    const ent_stories_t stories = {.plans = plans,
                                   .count = parts->comparison->count,
                                   .members = control->members,
                                   .seed = control->seed,
                                   .deterministic = control->deterministic,
                                   .isa = page->isa,
                                   .threads = page->threads,
                                   .stop = page->stop};
    return ent_put_stories(&stories, &parts->values);
}

/* ---- The template -----------------------------------------------------------------------------
 */

/* The text of a file of plots/report; NULL, and the note says why, where it cannot be read. */
static ent_err_t read_part(const char *folder, const char *name, char **text,
                           char note[ENT_FIGURE_NOTE_SIZE]) {
    char *path = ent_path_join(folder, name);
    size_t size = 0;
    *text = NULL;
    ent_file_state_t state =
        path != NULL ? ent_file_read(path, MOST_TEMPLATE_BYTES, text, &size) : ENT_FILE_NO_MEMORY;
    if (state != ENT_FILE_READ && state != ENT_FILE_NO_MEMORY) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "%s: %s", path,
                       state == ENT_FILE_ABSENT || state == ENT_FILE_UNREADABLE
                           ? strerror(errno)
                           : "found something else, expected a file of at most 1 MB");
        *text = NULL;
    }
    free(path);
    return state == ENT_FILE_NO_MEMORY ? ENT_ERR_MEMORY : ENT_OK;
}

static ent_err_t put_all(ent_parts_t *parts, const char *style) {
    ent_put_fragment(&parts->values, parts->values.root, "style", style);
    ent_page_put_scenarios(parts);
    ent_page_put_headlines(parts);
    ent_page_put_metrics(parts);
    ent_page_put_institutions(parts);
    ent_page_put_events(parts);
    ent_page_put_assumptions(parts);
    ent_err_t error = ent_page_put_figures(parts);
    if (error == ENT_OK) {
        error = put_stories(parts);
    }
    if (error == ENT_OK) {
        error = put_circumstances(parts);
    }
    return error == ENT_OK && parts->values.failed ? ENT_ERR_MEMORY : error;
}

static ent_err_t write_page(const char *text, json_t *values, ent_output_t *output,
                            char note[ENT_FIGURE_NOTE_SIZE]) {
    char problem[ENT_TEMPLATE_PROBLEM_SIZE];
    ent_writer_t writer;
    ent_err_t error = ent_output_begin(output, ENT_REPORT_FILE, &writer);
    if (error != ENT_OK) {
        return error;
    }
    if (!ent_template_fill(text, values, &writer, problem)) {
        ent_writer_abandon(&writer);
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE, "%s, %s", TEMPLATE_FILE, problem);
        return ENT_ERR_IO;
    }
    error = ent_output_finish(output, ENT_REPORT_FILE, &writer);
    return error == ENT_OK ? ent_output_publish(output) : error;
}

static ent_err_t fill_page(const ent_page_t *page, const char *text, const char *style,
                           ent_output_t *output, char note[ENT_FIGURE_NOTE_SIZE]) {
    ent_parts_t parts = {.page = page, .comparison = &page->comparison, .output = output};
    ent_values_init(&parts.values);
    ent_err_t error = parts.values.failed ? ENT_ERR_MEMORY : put_all(&parts, style);
    if (error == ENT_OK) {
        error = write_page(text, parts.values.root, output, note);
    }
    ent_values_free(&parts.values);
    return error;
}

ent_err_t ent_page_write(const ent_page_t *page, ent_output_t *output,
                         char note[ENT_FIGURE_NOTE_SIZE]) {
    char *folder = NULL, *text = NULL, *style = NULL;
    note[0] = '\0';
    if (page->comparison.count == 0 || page->comparison.count > ENT_PAGE_SCENARIOS) {
        return ENT_ERR_BUG;
    }
    ent_err_t error = ent_folder_beside("plots/report", TEMPLATE_FILE, &folder);
    if (error == ENT_OK && folder == NULL) {
        (void)snprintf(note, ENT_FIGURE_NOTE_SIZE,
                       "the folder plots/report/ is not beside the program");
    }
    if (error == ENT_OK && folder != NULL) {
        error = read_part(folder, TEMPLATE_FILE, &text, note);
    }
    if (error == ENT_OK && text != NULL) {
        error = read_part(folder, STYLE_FILE, &style, note);
    }
    if (error == ENT_OK && style != NULL) {
        error = fill_page(page, text, style, output, note);
    }
    free(style);
    free(text);
    free(folder);
    return error;
}
