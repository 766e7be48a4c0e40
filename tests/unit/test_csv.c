/*
 * Tables in CSV files (base/csv.c). What is read is what RFC 4180 says, section 2; lines and rows
 * are counted in the texts themselves.
 */
#include "base/csv.h"

#include "support/close.h"
#include "support/files.h"
#include "support/point_locale.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const ent_place_t nobody = {NULL, 0};
static const char *const required[] = {"date", "type"};

typedef struct {
    char *folder;
    ent_diags_t diags;
    char rows[4000]; /* "row@line[field][field]" for each row taken */
    size_t taken;
    ent_err_t answer; /* of `take` */
} fixture_t;

static int set_up(void **state) {
    fixture_t *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->folder = support_folder();
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    fixture_t *fixture = *state;
    support_remove(fixture->folder);
    free(fixture);
    return 0;
}

static void append(fixture_t *fixture, const char *text) {
    size_t used = strlen(fixture->rows);
    (void)snprintf(fixture->rows + used, sizeof fixture->rows - used, "%s", text);
}

static ent_err_t take(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    fixture_t *fixture = user;
    char head[60];
    assert_int_equal(row->count, header->count);
    (void)snprintf(head, sizeof head, "%zu@%d", row->row, row->line);
    append(fixture, head);
    for (size_t i = 0; i < row->count; i++) {
        append(fixture, "[");
        append(fixture, row->fields[i]);
        append(fixture, "]");
    }
    fixture->taken++;
    return fixture->answer;
}

static ent_err_t read_path(fixture_t *fixture, const char *path, ent_place_t asked_by) {
    ent_diags_init(&fixture->diags);
    fixture->rows[0] = '\0';
    fixture->taken = 0;
    return ent_csv_read(path, asked_by, "group.file", required, 2, take, fixture, &fixture->diags);
}

static ent_err_t read_bytes(fixture_t *fixture, const char *bytes, size_t size) {
    char *path = support_write_bytes(fixture->folder, "table.csv", bytes, size);
    ent_err_t error = read_path(fixture, path, nobody);
    free(path);
    return error;
}

static ent_err_t read_text(fixture_t *fixture, const char *text) {
    return read_bytes(fixture, text, strlen(text));
}

/* ---- What is read ---------------------------------------------------------------------------- */

static void rows_are_read_as_the_rfc_says(void **state) {
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"date,type\n1,2\n3,4\n", "2@2[1][2]3@3[3][4]"},
        {"date,type\r\n1,2\r\n3,4\r\n", "2@2[1][2]3@3[3][4]"},
        {"date,type\r1,2\r3,4\r", "2@2[1][2]3@3[3][4]"},
        {"date,type\n1,2\r\n3,4\r5,6\n7,8", "2@2[1][2]3@3[3][4]4@4[5][6]5@5[7][8]"},
        {"date,type\n1,2", "2@2[1][2]"}, /* 2: the last line may have no end */
        {"date,type", ""},               /* a header alone */
        {"date,type\n", ""},
        {"\xef\xbb\xbf"
         "date,type\n1,2\n",
         "2@2[1][2]"},
        /* 4: blanks belong to the field */
        {"date,type\n 1 ,\t2 \n", "2@2[ 1 ][\t2 ]"},
        /* 5 to 7: quotes, ends of lines and commas within them, quotes doubled */
        {"\"date\",\"type\"\n\"1\",\"\"\n", "2@2[1][]"},
        {"date,type\n\"a,b\",\"c\nd\"\n5,6\n", "2@2[a,b][c\nd]3@4[5][6]"},
        {"date,type\n\"a\r\n\r\nb\",2\r\n5,6\r\n", "2@2[a\r\n\r\nb][2]3@5[5][6]"},
        {"date,type\n\"say \"\"no\"\"\",\"\"\"\"\n", "2@2[say \"no\"][\"]"},
        {"date,type\n\"a\",\"b\"", "2@2[a][b]"},
        /* more columns, some without a name */
        {"x,type,date,,\n1,2,3,4,5\n", "2@2[1][2][3][4][5]"},
        {"date,type\n1,\n,2\n", "2@2[1][]3@3[][2]"},
        /* rows without anything in them count, and are left out */
        {"\n\ndate,type\n\n1,2\n,\n\"\",\n3,4\n\n", "5@5[1][2]8@8[3][4]"},
        {"date,type\r\n\r\n1,2\r\n", "3@3[1][2]"},
        {"date,type\r\r1,2\r", "3@3[1][2]"},
        {"date,type\n日本,\xed\x95\x9c\xea\xb5\xad\n", "2@2[日本][한국]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        fixture_t *fixture = *state;
        assert_int_equal(read_text(fixture, cases[i].text), ENT_OK);
        assert_int_equal(fixture->diags.count, 0);
        if (strcmp(fixture->rows, cases[i].rows) != 0) {
            fail_msg("case %zu: found %s, expected %s", i, fixture->rows, cases[i].rows);
        }
    }
}

static ent_err_t keep_last(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    char *kept = user;
    assert_int_equal(header->count, 2);
    (void)snprintf(kept, 200, "%zu@%d %zu %s[%s]", row->row, row->line, strlen(row->fields[0]),
                   row->fields[0] + strlen(row->fields[0]) - 6, row->fields[1]);
    return ENT_OK;
}

/* The reader takes the file in pieces of 64 KiB: ends of lines and quotes may fall between them. */
static void a_field_may_lie_across_pieces(void **state) {
    fixture_t *fixture = *state;
    for (size_t shift = 0; shift < 12; shift++) {
        char *text = malloc(1 << 17), kept[200] = "", expected[200];
        assert_non_null(text);
        size_t filler = (1 << 16) - strlen("date,type\n\"") - shift;
        (void)sprintf(text, "date,type\n\"%*sx\"\"y\r\nz\",2", (int)filler, "");
        char *path = support_write(fixture->folder, "long.csv", text);
        ent_diags_init(&fixture->diags);
        assert_int_equal(
            ent_csv_read(path, nobody, "", required, 2, keep_last, kept, &fixture->diags), ENT_OK);
        (void)snprintf(expected, sizeof expected, "2@2 %zu x\"y\r\nz[2]", filler + 6);
        assert_string_equal(kept, expected);
        free(path);
        free(text);
    }
}

static void columns_are_found_by_name(void **state) {
    (void)state;
    static const char *const names[] = {"date", "", "type"};
    ent_csv_header_t header = {"x.csv", names, 3};
    assert_int_equal(ent_csv_column(&header, "date"), 0);
    assert_int_equal(ent_csv_column(&header, "type"), 2);
    assert_true(ent_csv_column(&header, "Type") == ENT_CSV_NO_COLUMN);
}

static void numbers_are_read_whole_or_not_at_all(void **state) {
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0", 0},    {"0.25", 0.25}, {"-1.5", -1.5},  {"+2", 2},
                {".5", 0.5}, {"5.", 5},      {"1e-3", 1e-3},  {"1.5E+2", 150},
                {"007", 7},  {"-0", -0.0},   {"1e308", 1e308}};
    static const char *const bad[] = {"",    " 1",    "1 ",  "0,5",   "1e", "e5", "nan", "inf",
                                      "0x1", "1e999", "--1", "1.2.3", ".",  "+",  "1d",  "1e+"};
    (void)state;
    locale_t comma = support_point_locale(","); /* where there is none, the same again */
    for (int round = 0; round < 2; round++) {
        locale_t before = round == 1 && comma != (locale_t)0 ? uselocale(comma) : (locale_t)0;
        for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
            double value = 77;
            assert_true(ent_csv_number(good[i].text, &value));
            assert_same(value, good[i].value);
        }
        for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
            double value = 77;
            if (ent_csv_number(bad[i], &value)) {
                fail_msg("\"%s\" is taken for a number", bad[i]);
            }
            assert_same(value, 77);
        }
        if (before != (locale_t)0) {
            (void)uselocale(before);
        }
    }
    if (comma != (locale_t)0) {
        freelocale(comma);
    }
}

/* ---- What is refused ------------------------------------------------------------------------- */

typedef struct {
    const char *text;
    int line;
    const char *key, *message;
    size_t taken, errors; /* rows handed on all the same; problems in all, 0 for one */
} problem_t;

static void assert_problem(fixture_t *fixture, const problem_t *problem, size_t size) {
    ent_err_t error = read_bytes(fixture, problem->text, size);
    const ent_diag_t *diag = &fixture->diags.kept[0];
    assert_int_equal(error, ENT_ERR_SCENARIO);
    if (fixture->diags.errors != (problem->errors > 0 ? problem->errors : 1) ||
        diag->line != problem->line || strcmp(diag->key, problem->key) != 0 ||
        strstr(diag->text, problem->message) == NULL || fixture->taken != problem->taken) {
        ent_diags_print(&fixture->diags, stderr);
        fail_msg("expected %d: %s: %s, and %zu rows; found %zu", problem->line, problem->key,
                 problem->message, problem->taken, fixture->taken);
    }
    size_t length = strlen(diag->file);
    assert_true(length > 9 && strcmp(diag->file + length - 9, "table.csv") == 0);
}

static void what_is_wrong_is_told_by_line_row_and_column(void **state) {
    static const problem_t problems[] = {
        /* rows */
        {"date,type\n1\n2,3\n", 2, "row 2", "found 1 field, expected 2", 1, 0},
        {"date,type\n1,2,3\n2,3\n", 2, "row 2",
         "found 3 fields, expected 2, one for each column; a field that holds a comma stands in "
         "quotes",
         1, 0},
        {"date,type\n\n1,2,\n", 3, "row 3", "found 3 fields, expected 2", 0, 0},
        /* quotes */
        {"date,type\n1,5\" gun\n2,3\n", 2, "row 2, column \"type\"",
         "a quote within a field that does not begin with one", 1, 0},
        {"date,type\n\"a\"b,1\n2,3\n", 2, "row 2, column \"date\"",
         "text behind the quote that ends a field, expected a comma", 1, 0},
        {"date,type\n1,\"a\n\nb\"c\n2,3\n", 4, "row 2, column \"type\"",
         "text behind the quote that ends a field (opened in line 2), expected a comma", 1, 0},
        {"date,type\n1,2\n3,\"a\nb,c\n", 3, "row 3, column \"type\"",
         "the quote that opens here is never closed", 1, 0},
        {"date,type\n\"1\n\",\"a", 3, "row 2, column \"type\"",
         "the quote that opens here is never closed", 0, 0},
        {"date,type\n\"1\n\",\"a\n\nb", 3, "row 2, column \"type\"",
         "the quote that opens here is never closed", 0, 0},
        {"date,\"type\n1,2\n", 1, "row 1", "the quote that opens here is never closed", 0, 0},
        {"da\"te,type\n1,2\n", 1, "row 1", "a quote within a field", 0, 0},
        /* the header */
        {"", 1, "", "the file is empty, expected a row with the names of the columns", 0, 0},
        {"\xef\xbb\xbf", 1, "", "the file is empty", 0, 0},
        {"\n,\n\r\n", 1, "", "the file is empty", 0, 0},
        {"date,tpye\n1,2\n", 1, "row 1", "the column \"type\" is missing, found \"tpye\"", 0, 0},
        {"\nday,what\n1,2\n", 2, "row 2", "the column \"date\" is missing", 0, 2},
        {"date,type,date\n1,2,3\n", 1, "row 1", "the column \"date\" stands there twice", 0, 0},
        {"date;type\n1;2\n", 1, "row 1", "columns are separated by semicolons, expected commas", 0,
         0},
        {"date\ttype\n1\t2\n", 1, "row 1", "columns are separated by tabs, expected commas", 0, 0},
        /* characters: another encoding is told once */
        {"date,type\n1,2\n1,\x93\xfa\x96\x7b\n\x93,2\n", 3, "row 3, column \"type\"",
         "is not UTF-8, expected a file saved as CSV in UTF-8", 1, 0},
        {"date,type,\x8f\x5c\n1,2,3\n", 1, "row 1", "is not UTF-8", 0, 0},
        {"\xff\xfe"
         "d",
         1, "", "the file is UTF-16, which is not UTF-8", 0, 0},
        {"\xfe\xff", 1, "", "the file is UTF-16", 0, 0},
        {"date,type\n1,\x1b[2J\n1,2\n", 2, "row 2, column \"type\"", "holds a control character", 1,
         0},
        {"date,type\n1,\"\x7f\"\n", 2, "row 2, column \"type\"", "holds a control character", 0, 0},
        {"date,type\n\xc2\x85,2\n", 2, "row 2, column \"date\"", "holds a control character", 0, 0},
        {"date,type\n1,\xe2\x80\xae\n", 2, "row 2, column \"type\"", "holds a control character", 0,
         0},
    };
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++) {
        assert_problem(*state, &problems[i], strlen(problems[i].text));
    }
}

static void nul_bytes_are_refused(void **state) {
    static const char wide[] = "d\0a\0t\0e\0,\0t\0", within[] = "date,type\n1,2\n1,a\0b\n3,4\n";
    const problem_t in_header = {wide, 1, "row 1", "holds a NUL byte", 0, 0};
    const problem_t in_row = {within, 3, "row 3", "holds a NUL byte", 1, 0};
    assert_problem(*state, &in_header, sizeof wide - 1);
    assert_problem(*state, &in_row, sizeof within - 1);
}

static void more_columns_than_a_spreadsheet_needs_are_refused(void **state) {
    char *text = malloc(4000);
    assert_non_null(text);
    memcpy(text, "date,type", 9);
    memset(text + 9, ',', 1023);
    text[9 + 1023] = '\0';
    const problem_t problem = {text, 1, "row 1", "found 1025 columns, expected at most 1024", 0, 0};
    assert_problem(*state, &problem, strlen(text));
    text[9 + 1022] = '\0';
    assert_int_equal(read_text(*state, text), ENT_OK);
    free(text);
}

/* A quote that is never closed swallows the rest of the file, which may be a gigabyte. */
static void rows_have_a_limit(void **state) {
    fixture_t *fixture = *state;
    size_t header = strlen("date,type\n"), size = header + ENT_CSV_ROW_LIMIT;
    char *text = malloc(size + 1);
    assert_non_null(text);
    memset(text, 'x', size + 1);
    memcpy(text, "date,type\n1,", header + 2);
    text[size - 1] = '\n';
    assert_int_equal(read_bytes(fixture, text, size), ENT_OK);
    assert_int_equal(fixture->taken, 1);
    text[size - 1] = 'x';
    problem_t problem = {text, 2, "row 2", "is longer than 1 MiB", 0, 0};
    assert_problem(fixture, &problem, size + 1);
    text[header + 2] = '"';
    text[header + 9] = '\n';
    problem.message = "is longer than 1 MiB; is a quote in it never closed?";
    assert_problem(fixture, &problem, size + 1);
    free(text);
}

static void assert_refused(fixture_t *fixture, const char *path, const char *message) {
    static const ent_place_t asked_by = {"some.cfg", 12};
    for (int asked = 0; asked < 2; asked++) {
        ent_err_t error = read_path(fixture, path, asked == 1 ? asked_by : nobody);
        const ent_diag_t *diag = &fixture->diags.kept[0];
        assert_int_equal(error, asked == 1 ? ENT_ERR_SCENARIO : ENT_ERR_NO_INPUT);
        assert_int_equal(fixture->diags.errors, 1);
        assert_string_equal(diag->file, asked == 1 ? "some.cfg" : path);
        assert_int_equal(diag->line, asked == 1 ? 12 : 1);
        assert_string_equal(diag->key, asked == 1 ? "group.file" : "");
        assert_non_null(strstr(diag->text, path));
        assert_non_null(strstr(diag->text, message));
    }
}

static void files_that_cannot_be_read_are_told_where_they_were_asked_for(void **state) {
    fixture_t *fixture = *state;
    char *missing = support_path(fixture->folder, "missing.csv");
    char *fifo = support_path(fixture->folder, "fifo");
    char *large = support_write(fixture->folder, "large.csv", "date,type\n");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_int_equal(truncate(large, ((off_t)1 << 30) + 1), 0);
    assert_refused(fixture, missing, "cannot be read: No such file or directory");
    assert_refused(fixture, fixture->folder, "is a directory or a device, expected a file");
    (void)alarm(10); /* nobody writes to the pipe */
    assert_refused(fixture, fifo, "is a directory or a device, expected a file");
    (void)alarm(0);
    assert_refused(fixture, large, "is too large, expected at most 1 GiB");
    free(missing);
    free(fifo);
    free(large);
}

/* ---- Who reads ------------------------------------------------------------------------------- */

static void an_error_of_the_taker_ends_the_reading(void **state) {
    fixture_t *fixture = *state;
    fixture->answer = ENT_ERR_INTERRUPTED;
    assert_int_equal(read_text(fixture, "date,type\n1,2\n3,4\n"), ENT_ERR_INTERRUPTED);
    assert_int_equal(fixture->taken, 1);
    assert_int_equal(fixture->diags.count, 0);
}

static ent_err_t complain(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    ent_csv_error(user, header, row, "type", "found \"%s\", expected better", row->fields[1]);
    return ENT_OK;
}

static void a_taker_can_report_and_go_on(void **state) {
    fixture_t *fixture = *state;
    char *path = support_write(fixture->folder, "table.csv", "date,type\n1,a\n\n3,b\n");
    ent_diags_init(&fixture->diags);
    assert_int_equal(
        ent_csv_read(path, nobody, "", required, 2, complain, &fixture->diags, &fixture->diags),
        ENT_ERR_SCENARIO);
    assert_int_equal(fixture->diags.errors, 2);
    assert_string_equal(fixture->diags.kept[1].key, "row 4, column \"type\"");
    assert_string_equal(fixture->diags.kept[1].text, "found \"b\", expected better");
    assert_int_equal(fixture->diags.kept[1].line, 4);
    assert_string_equal(fixture->diags.kept[1].file, path);
    free(path);
}

/* A million problems are counted in little more time than a million rows are read. */
static void a_million_problems_are_counted(void **state) {
    enum { ROWS = 1000000, BYTES = 4 };
    static const char *const lines[] = {"abc\n", "a\"b\n", "\1,b\n"};
    fixture_t *fixture = *state;
    char *text = malloc(10 + (size_t)ROWS * BYTES);
    assert_non_null(text);
    memcpy(text, "date,type\n", 10);
    for (size_t i = 0; i < ROWS; i++) {
        memcpy(text + 10 + i * BYTES, lines[i % 3], BYTES);
    }
    clock_t before = clock();
    assert_int_equal(read_bytes(fixture, text, 10 + (size_t)ROWS * BYTES), ENT_ERR_SCENARIO);
    assert_true((double)(clock() - before) / CLOCKS_PER_SEC < 20); /* sanitizers are slow */
    assert_int_equal(fixture->diags.errors, ROWS);
    assert_int_equal(fixture->taken, 0);
    assert_string_equal(fixture->diags.kept[19].key, "row 21, column \"date\"");
    free(text);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FIXTURE(rows_are_read_as_the_rfc_says),
        WITH_FIXTURE(a_field_may_lie_across_pieces),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(numbers_are_read_whole_or_not_at_all),
        WITH_FIXTURE(what_is_wrong_is_told_by_line_row_and_column),
        WITH_FIXTURE(nul_bytes_are_refused),
        WITH_FIXTURE(more_columns_than_a_spreadsheet_needs_are_refused),
        WITH_FIXTURE(rows_have_a_limit),
        WITH_FIXTURE(files_that_cannot_be_read_are_told_where_they_were_asked_for),
        WITH_FIXTURE(an_error_of_the_taker_ends_the_reading),
        WITH_FIXTURE(a_taker_can_report_and_go_on),
        WITH_FIXTURE(a_million_problems_are_counted),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
