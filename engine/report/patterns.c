#include "report/patterns.h"

#include "base/number.h"
#include "report/note.h"
#include "report/tables.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- patterns.csv ---------------------------------------------------------------------------- */

/* An end of the band that is open, or where nothing is expected, is an empty field. */
static void write_row(const ent_tested_t *tested, const ent_pattern_t *pattern,
                      const ent_finding_t *finding, const ent_quantity_t *quantity,
                      ent_writer_t *writer) {
    ent_csv_field(writer, tested->label);
    ent_writer_print(writer, ",%s,", pattern->id);
    ent_csv_field(writer, pattern->title);
    ent_writer_text(writer, ",");
    ent_csv_field(writer, quantity != NULL ? quantity->name : "");
    ent_table_number(writer, quantity != NULL ? quantity->measured : NAN);
    ent_table_number(writer, quantity != NULL ? quantity->low : NAN);
    ent_table_number(writer, quantity != NULL ? quantity->high : NAN);
    ent_writer_print(writer, ",%s,%s,%s,", ent_verdict_name(finding->verdict), pattern->confidence,
                     pattern->use);
    ent_csv_field(writer, finding->why);
    ent_writer_text(writer, "\n");
}

void ent_patterns_table(const ent_pattern_report_t *report, ent_writer_t *writer) {
    ent_writer_text(writer, "scenario,pattern,title,quantity,measured,low,high,verdict,confidence,"
                            "use,why\n");
    for (size_t s = 0; s < report->count; s++) {
        const ent_tested_t *tested = &report->tested[s];
        for (size_t p = 0; p < ent_pattern_count; p++) {
            const ent_finding_t *finding = &tested->findings[p];
            for (size_t i = 0; i < finding->count; i++) {
                write_row(tested, &ent_patterns[p], finding, &finding->quantities[i], writer);
            }
            if (finding->count == 0) {
                write_row(tested, &ent_patterns[p], finding, NULL, writer);
            }
        }
    }
}

/* ---- On the screen --------------------------------------------------------------------------- */

static void print_number(double value, FILE *stream) {
    char text[ENT_NUMBER_SIZE];
    if (isnan(value)) {
        fputs("none", stream);
    } else if (isinf(value)) {
        fputs(value > 0 ? "never" : "always", stream);
    } else {
        fputs(ent_number_brief(value, text), stream);
    }
}

static void print_band(const ent_quantity_t *quantity, FILE *stream) {
    char low[ENT_NUMBER_SIZE], high[ENT_NUMBER_SIZE];
    (void)ent_number_brief(quantity->low, low);
    (void)ent_number_brief(quantity->high, high);
    if (isnan(quantity->low)) {
        return;
    }
    if (isinf(quantity->low)) {
        fprintf(stream, " (at most %s)", high);
    } else if (isinf(quantity->high)) {
        fprintf(stream, " (at least %s)", low);
    } else {
        fprintf(stream, " (%s to %s)", low, high);
    }
}

/* One line of a table, then what was measured and its bands, or why there is nothing. */
static void print_finding(const ent_pattern_t *pattern, const ent_finding_t *finding,
                          FILE *stream) {
    fprintf(stream, "%-4s %-54s  %s\n", pattern->id, pattern->title,
            ent_verdict_name(finding->verdict));
    for (size_t i = 0; i < finding->count; i++) {
        const ent_quantity_t *quantity = &finding->quantities[i];
        fprintf(stream, "       %s: ", quantity->name);
        print_number(quantity->measured, stream);
        print_band(quantity, stream);
        fputs("\n", stream);
    }
    if (finding->count == 0) {
        fprintf(stream, "       %s\n", finding->why);
    }
}

/* "pass 5, partial 3, fail 2, ...": verdicts that occur. */
static void print_counts(const ent_tested_t *tested, FILE *stream) {
    const char *between = "";
    for (ent_verdict_t verdict = ENT_VERDICT_PASS; verdict < ENT_VERDICTS; verdict++) {
        size_t count = 0;
        for (size_t p = 0; p < ent_pattern_count; p++) {
            count += tested->findings[p].verdict == verdict;
        }
        if (count > 0) {
            fprintf(stream, "%s%s %zu", between, ent_verdict_name(verdict), count);
            between = ", ";
        }
    }
    fputs("\n", stream);
}

void ent_patterns_print(const ent_pattern_report_t *report, FILE *stream) {
    for (size_t s = 0; s < report->count; s++) {
        const ent_tested_t *tested = &report->tested[s];
        fprintf(stream, "%s%s: %s\n", s > 0 ? "\n" : "", tested->label, tested->scenario->title);
        fprintf(stream, "%" PRIu64 " members, seed %" PRIu64 ", polls %s%s; %s\n\n",
                report->members, report->seed, report->polls != NULL ? "by " : "as declared",
                report->polls != NULL ? report->polls : "",
                tested->recorded ? "breaks are those of its record"
                                 : "breaks are probes, with and without, with the same luck");
        for (size_t p = 0; p < ent_pattern_count; p++) {
            print_finding(&ent_patterns[p], &tested->findings[p], stream);
        }
        fputs("\n", stream);
        print_counts(tested, stream);
    }
    fputs("\nIn brackets, where history lies. " ENT_NOTE ".\n", stream);
}

/* A text behind a heading, in lines of at most so many columns, each begun by blanks. */
static void print_wrapped(const char *heading, const char *text, FILE *stream) {
    enum { INDENT = 5, COLUMNS = 100 };
    size_t column = INDENT + strlen(heading);
    fprintf(stream, "%*s%s", INDENT, "", heading);
    for (const char *word = text; *word != '\0';) {
        size_t length = strcspn(word, " ");
        if (column + 1 + length > COLUMNS) {
            fprintf(stream, "\n%*s", INDENT, "");
            column = INDENT;
        } else if (column > INDENT) {
            fputs(" ", stream);
            column++;
        }
        fprintf(stream, "%.*s", (int)length, word);
        column += length;
        word += length + (word[length] == ' ');
    }
    fputs("\n", stream);
}

void ent_patterns_list(FILE *stream) {
    for (size_t p = 0; p < ent_pattern_count; p++) {
        const ent_pattern_t *pattern = &ent_patterns[p];
        fprintf(stream, "%s%-4s %s (evidence %s, use: %s)\n", p > 0 ? "\n" : "", pattern->id,
                pattern->title, pattern->confidence, pattern->use);
        print_wrapped("", pattern->tested, stream);
        print_wrapped("Expected:", pattern->band, stream);
        if (pattern->absent != NULL) {
            print_wrapped("Not represented:", pattern->absent, stream);
        }
    }
}
