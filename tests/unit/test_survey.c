/*
 * Surveys that polls are held against: which files are read, what is kept of them, each mistake a
 * file can have, and that what is written of them reads back (scenario/survey.c, survey_row.c,
 * report/survey_table.c).
 */
#include "scenario/survey.h"

#include "report/code.h"
#include "report/survey_table.h"
#include "scenario/load.h"
#include "scenario/writer.h"
#include "support/close.h"
#include "support/files.h"
#include "support/point_locale.h"
#include "support/problems.h"
#include "support/same_scenario.h"
#include "support/scenarios.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define POLL(name, keys)                                                                           \
    "{ name = '" name                                                                              \
    "'; intercept = 0.0; terms = ( { variable = 'health'; weight = 1.0; } ); " keys " }"
#define POLLS(polls) "polls = (\n" polls " );\n"
#define HEAD "series,date,respondent,value,n,source,grade\n"

/* Two polls of one file, one of which says whom it asks. */
static const char two_polls[] =
    POLLS(POLL("warm", "series = 'waves.csv'; respondent = 'AAA';") ",\n" POLL(
        "trust", "series = 'waves.csv';"));
/* Rows in no order, and a column of the user's own. */
static const char waves[] = "series,remark,date,respondent,value,n,source,grade\n"
                            "warm,x,2020-03,AAA,45.5,1000,\"Office, 2020\",read\n"
                            "trust,,2020-01-15,BBB,30,,,derived\n"
                            "warm,,2019-11,AAA,1e1,800,\"said \"\"so\"\"\nin 2019\",partial\n"
                            "trust,,2031-01,AAA,12.25,1,記事,memory\n"
                            "trust,,2020-01-14,AAA,100,2,,read\n";

static int set_up(void **state) {
    *state = support_folder();
    return 0;
}

static int tear_down(void **state) {
    support_remove(*state);
    return 0;
}

static void write_scenario(const char *folder, const char *name, const char *more) {
    char *text = support_edit(support_small_scenario(), NULL, NULL, more);
    support_write_quoted(folder, name, text);
    free(text);
}

static void write_file(const char *folder, const char *name, const char *text) {
    free(support_write(folder, name, text));
}

static ent_err_t try_file(const char *folder, const char *name, const char *set,
                          ent_scenario_t *scenario, ent_diags_t *diags) {
    char *path = support_path(folder, name);
    ent_diags_init(diags);
    ent_err_t error = ent_scenario_load(path, &set, set != NULL, scenario, diags);
    free(path);
    return error;
}

static void load_file(const char *folder, const char *name, const char *set,
                      ent_scenario_t *scenario) {
    ent_diags_t diags;
    if (try_file(folder, name, set, scenario, &diags) != ENT_OK) {
        support_fail(&diags, name);
    }
    assert_int_equal(diags.count, 0); /* no warnings either */
}

/* What is expected of a wave, by hand from the texts above. */
typedef struct {
    size_t poll, state;
    int year, month, day;
    double value, respondents;
    ent_grade_t grade;
    const char *source;
    int line;
} wave_t;

static void assert_wave(const ent_survey_t *survey, const wave_t *expected) {
    assert_int_equal(survey->poll, expected->poll);
    assert_int_equal(survey->state, expected->state);
    assert_int_equal(survey->date.year, expected->year);
    assert_int_equal(survey->date.month, expected->month);
    assert_int_equal(survey->date.day, expected->day);
    assert_same(survey->value, expected->value);
    assert_same(survey->respondents, expected->respondents);
    assert_int_equal(survey->grade, expected->grade);
    assert_string_equal(survey->source, expected->source);
    assert_int_equal(survey->line, expected->line);
}

static const wave_t expected_waves[] = {
    {0, 0, 2019, 11, 1, 10, 800, ENT_GRADE_PARTIAL, "said \"so\"\nin 2019", 4},
    {0, 0, 2020, 3, 1, 45.5, 1000, ENT_GRADE_READ, "Office, 2020", 2},
    {1, 0, 2020, 1, 14, 100, 2, ENT_GRADE_READ, "", 7},
    {1, 1, 2020, 1, 15, 30, NAN, ENT_GRADE_DERIVED, "", 3},
    {1, 0, 2031, 1, 1, 12.25, 1, ENT_GRADE_MEMORY, "記事", 6},
};

static void waves_are_sorted_by_poll_and_date(void **state) {
    ent_scenario_t scenario;
    write_scenario(*state, "a.cfg", two_polls);
    write_file(*state, "waves.csv", waves);
    load_file(*state, "a.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_wave(&scenario.surveys[i], &expected_waves[i]);
    }
    assert_string_equal(scenario.polls[0].series, "surveys.csv");
    assert_string_equal(scenario.polls[1].series, "surveys.csv");
    assert_int_equal(scenario.file_count, 2);
    char *path = support_path(*state, "waves.csv");
    assert_string_equal(scenario.files[1], path);
    assert_string_equal(scenario.polls[0].series_file, path);
    free(path);
    ent_scenario_free(&scenario);
}

static void grades_have_their_words(void **state) {
    (void)state;
    assert_string_equal(ent_grade_name(ENT_GRADE_READ), "read");
    assert_string_equal(ent_grade_name(ENT_GRADE_DERIVED), "derived");
    assert_string_equal(ent_grade_name(ENT_GRADE_PARTIAL), "partial");
    assert_string_equal(ent_grade_name(ENT_GRADE_MEMORY), "memory");
}

/* An edit of the waves, and the one error that must come of it. */
typedef struct {
    const char *find, *put;
    int line;
    const char *key, *message;
} mistake_t;

/* Fails unless just these errors come, the given one among them. */
static void assert_mistake(const char *folder, const mistake_t *mistake, const char *file) {
    ent_scenario_t scenario = {.years = 77};
    ent_diags_t diags;
    assert_int_equal(try_file(folder, "a.cfg", NULL, &scenario, &diags), ENT_ERR_SCENARIO);
    const ent_diag_t *diag = support_find_problem(&diags, mistake->key, mistake->message);
    if (diag == NULL || diags.count != 1 || diag->line != mistake->line ||
        strcmp(strrchr(diag->file, '/') + 1, file) != 0) {
        support_fail(&diags, mistake->message);
    }
    assert_same(scenario.years, 77); /* untouched on failure */
}

static void each_mistake_in_a_row_is_told_with_its_column(void **state) {
    static const mistake_t mistakes[] = {
        {"warm,x,", "wram,x,", 2, "row 2, column \"series\"",
         "found \"wram\", expected the name of a poll that names this file, did you mean "
         "\"warm\"?"},
        {"warm,x,", ",x,", 2, "row 2, column \"series\"",
         "found \"\", expected the name of a poll that names this file"},
        {"2020-03", "2020-13", 2, "row 2, column \"date\"",
         "found \"2020-13\", expected a date YYYY-MM or YYYY-MM-DD"},
        {"2020-03", "2020", 2, "row 2, column \"date\"", "found \"2020\", expected a date"},
        {"2020-03", "", 2, "row 2, column \"date\"", "found \"\", expected a date"},
        {"2020-01-15,BBB", "2020-01-15,BBC", 3, "row 3, column \"respondent\"",
         "found \"BBC\", expected the name of a state, did you mean \"BBB\"?"},
        {"2020-01-15,BBB", "2020-01-15,", 3, "row 3, column \"respondent\"",
         "found \"\", expected the name of a state"},
        {"2019-11,AAA", "2019-11,BBB", 4, "row 4, column \"respondent\"",
         "found \"BBB\", expected \"AAA\", the respondent of the poll \"warm\""},
        {"45.5", "100.5", 2, "row 2, column \"value\"",
         "found \"100.5\", expected a number from 0 to 100"},
        {"45.5", "-0.5", 2, "row 2, column \"value\"", "found \"-0.5\", expected a number"},
        {"45.5", "", 2, "row 2, column \"value\"", "found \"\", expected a number"},
        {"45.5", "45.5%", 2, "row 2, column \"value\"", "found \"45.5%\", expected a number"},
        {"45.5", "\"45,5\"", 2, "row 2, column \"value\"", "found \"45,5\", expected a number"},
        {"45.5", "nan", 2, "row 2, column \"value\"", "found \"nan\", expected a number"},
        {"45.5", "0x10", 2, "row 2, column \"value\"", "found \"0x10\", expected a number"},
        {"45.5", "e5", 2, "row 2, column \"value\"", "found \"e5\", expected a number"},
        {"45.5", "1-2", 2, "row 2, column \"value\"", "found \"1-2\", expected a number"},
        {"45.5", " 45.5", 2, "row 2, column \"value\"", "found \" 45.5\", expected a number"},
        {"1000", "0", 2, "row 2, column \"n\"",
         "found \"0\", expected a whole number from 1 on, or nothing"},
        {"1000", "1000.5", 2, "row 2, column \"n\"", "found \"1000.5\", expected a whole number"},
        {"1000", "-5", 2, "row 2, column \"n\"", "found \"-5\", expected a whole number"},
        {"1000", "1e3", 2, "row 2, column \"n\"", "found \"1e3\", expected a whole number"},
        {"1000", "1234567890123456", 2, "row 2, column \"n\"", "expected a whole number"},
        {",derived", ",drived", 3, "row 3, column \"grade\"",
         "found \"drived\", expected one of \"read\", \"derived\", \"partial\", \"memory\", did "
         "you "
         "mean \"derived\"?"},
        {",derived", ",", 3, "row 3, column \"grade\"", "found \"\", expected one of \"read\""},
        {"2020-03", "2019-11", 4, "row 4, column \"date\"",
         "found a second wave of \"warm\" at 2019-11, expected one; row 2 is another"},
        {"2020-01-14", "2020-01-15", 7, "row 6, column \"date\"",
         "found a second wave of \"trust\" at 2020-01-15, expected one; row 3 is another"},
        {"2019-11,", "2020-03-01,", 4, "row 4, column \"date\"",
         "found a second wave of \"warm\" at 2020-03, expected one; row 2 is another"},
        {"respondent,value", "respondents,value", 1, "row 1", "respondent"},
        {"45.5,1000", "45.5,1000,77", 2, "row 2", ""},
    };
    write_scenario(*state, "a.cfg", two_polls);
    for (size_t i = 0; i < SUPPORT_COUNT(mistakes); i++) {
        char *text = support_edit(waves, mistakes[i].find, mistakes[i].put, NULL);
        write_file(*state, "waves.csv", text);
        free(text);
        assert_mistake(*state, &mistakes[i], "waves.csv");
    }
}

static void every_mistake_of_every_file_is_told(void **state) {
    ent_scenario_t scenario;
    ent_diags_t diags;
    write_scenario(*state, "a.cfg",
                   POLLS(POLL("p", "series = 'p.csv';") ",\n" POLL(
                       "q", "series = 'none.csv';") ",\n" POLL("r", "series = "
                                                                    "'r.csv';")));
    write_file(*state, "p.csv", HEAD "p,2020-02,CCC,-1,x,,read\np,2020-04,AAA,1,x,,sure\n");
    write_file(*state, "r.csv", HEAD "r,2020-02,AAA,1,,,read\nr,,AAA,2,,,read\n");
    assert_int_equal(try_file(*state, "a.cfg", NULL, &scenario, &diags), ENT_ERR_SCENARIO);
    assert_int_equal(diags.errors, 7);
    assert_non_null(support_find_problem(&diags, "row 2, column \"respondent\"", "CCC"));
    assert_non_null(support_find_problem(&diags, "row 2, column \"value\"", "\"-1\""));
    assert_non_null(support_find_problem(&diags, "row 2, column \"n\"", "\"x\""));
    assert_non_null(support_find_problem(&diags, "row 3, column \"n\"", "\"x\""));
    assert_non_null(support_find_problem(&diags, "row 3, column \"grade\"", "sure"));
    assert_non_null(support_find_problem(&diags, "polls.q.series", "No such file"));
    assert_non_null(support_find_problem(&diags, "row 3, column \"date\"", "\"\""));
}

/* Problems with a file as a whole stand where the scenario names it. */
static void files_that_do_not_serve_are_told_where_they_are_named(void **state) {
    static const struct {
        const char *polls, *piece; /* which stands in the line */
        const char *key, *message;
    } rows[] = {
        {POLL("p", "series = 'none.csv';"), "none.csv", "polls.p.series",
         "none.csv\" cannot be read: No such file or directory"},
        {POLL("p", "series = '.';"), "'.'", "polls.p.series",
         "is a directory or a device, expected a file"},
        {POLL("p", "series = '/dev/zero';"), "/dev/zero", "polls.p.series",
         "\"/dev/zero\" is a directory or a device"},
        {POLL("p", "series = '';"), "series", "polls.p.series",
         "found \"\", expected a file's name"},
        {POLL("p", "series = 3;"), "series", "polls.p.series",
         "found 3, expected a text in quotes"},
        {POLL("trust", "series = 'waves.csv';") ",\n" POLL(
             "warm", "series = 'waves.csv';") ",\n" POLL("doubt", "series = 'waves.csv';"),
         "doubt", "polls.doubt.series", "waves.csv\" has no row of the series \"doubt\""},
    };
    write_file(*state, "waves.csv", waves);
    for (size_t i = 0; i < SUPPORT_COUNT(rows); i++) {
        char *polls = support_edit("polls = (\n", NULL, NULL, rows[i].polls);
        char *whole = support_edit(polls, NULL, NULL, " );\n");
        char *text = support_edit(support_small_scenario(), NULL, NULL, whole);
        char *quoted = support_quoted(text), *piece = support_quoted(rows[i].piece);
        write_scenario(*state, "a.cfg", whole);
        mistake_t mistake = {
            .line = support_line_of(quoted, piece), .key = rows[i].key, .message = rows[i].message};
        assert_mistake(*state, &mistake, "a.cfg");
        free(piece);
        free(quoted);
        free(text);
        free(whole);
        free(polls);
    }
}

/* A row belongs to a poll of its own file: the same name elsewhere is a mistake. */
static void rows_of_a_poll_that_names_another_file_are_refused(void **state) {
    mistake_t mistake = {.line = 3,
                         .key = "row 3, column \"series\"",
                         .message = "found \"q\", a poll that does not name this file as its "
                                    "series"};
    write_scenario(*state, "a.cfg", POLLS(POLL("p", "series = 'p.csv';") ",\n" POLL("q", "")));
    write_file(*state, "p.csv", HEAD "p,2020-02,AAA,1,,,read\nq,2020-02,AAA,1,,,read\n");
    assert_mistake(*state, &mistake, "p.csv");
    write_scenario(*state, "a.cfg",
                   POLLS(POLL("p", "series = 'p.csv';") ",\n" POLL("q", "series = 'q.csv';")));
    write_file(*state, "q.csv", HEAD "q,2020-02,AAA,1,,,read\n");
    assert_mistake(*state, &mistake, "p.csv");
}

/* Its rows are passed over, wrong ones too; and without polls nothing is read. */
static void a_poll_that_is_switched_off_needs_no_surveys(void **state) {
    ent_scenario_t scenario;
    write_scenario(*state, "a.cfg", two_polls);
    write_file(*state, "waves.csv", waves);
    load_file(*state, "a.cfg", "polls.trust.enabled=false", &scenario);
    assert_int_equal(scenario.survey_count, 2);
    assert_wave(&scenario.surveys[0], &expected_waves[0]);
    ent_scenario_free(&scenario);
    char *text = support_edit(waves, "warm,x,2020-03", "warm,x,never", NULL);
    write_file(*state, "waves.csv", text);
    free(text);
    load_file(*state, "a.cfg", "polls.warm.enabled=false", &scenario);
    assert_int_equal(scenario.survey_count, 3);
    assert_int_equal(scenario.surveys[0].poll, 0);
    ent_scenario_free(&scenario);
    write_scenario(*state, "a.cfg", POLLS(POLL("warm", "series = 'none.csv'; enabled = false;")));
    load_file(*state, "a.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, 0);
    assert_int_equal(scenario.file_count, 1);
    ent_scenario_free(&scenario);
}

/* As `extends` is: relative to the file that writes it, whichever file is loaded. */
static void a_series_is_relative_to_the_file_that_wrote_it(void **state) {
    char *below = support_path(*state, "below");
    ent_scenario_t scenario;
    assert_int_equal(mkdir(below, 0777), 0);
    write_scenario(below, "base.cfg", two_polls);
    write_file(below, "waves.csv", waves);
    write_file(*state, "own.csv", HEAD "trust,2020-05,BBB,50,,,read\n");
    write_file(*state, "same.cfg", "extends = \"below/base.cfg\";");
    load_file(*state, "same.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, 5);
    assert_int_equal(scenario.file_count, 3);
    ent_scenario_free(&scenario);
    support_write_quoted(*state, "other.cfg",
                         "extends = 'below/base.cfg';\n"
                         "polls = ( { name = 'trust'; series = 'own.csv'; } );\n");
    write_file(below, "waves.csv", HEAD "warm,2020-05,AAA,40,,,read\n");
    load_file(*state, "other.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, 2);
    assert_same(scenario.surveys[1].value, 50);
    assert_int_equal(scenario.file_count, 4);
    ent_scenario_free(&scenario);
    free(below);
}

/* What --set writes is relative to where the program runs; an absolute path to nothing. */
static void a_series_may_be_set(void **state) {
    char *path = support_path(*state, "own.csv"), set[600], home[4096];
    ent_scenario_t scenario;
    write_scenario(*state, "a.cfg", POLLS(POLL("p", "")));
    write_file(*state, "own.csv", HEAD "p,2020-05,BBB,50,,,read\n");
    (void)snprintf(set, sizeof set, "polls.p.series=\"%s\"", path);
    load_file(*state, "a.cfg", set, &scenario);
    assert_int_equal(scenario.survey_count, 1);
    ent_scenario_free(&scenario);
    assert_non_null(getcwd(home, sizeof home));
    assert_int_equal(chdir(*state), 0);
    load_file(*state, "a.cfg", "polls.p.series=own.csv", &scenario);
    assert_int_equal(chdir(home), 0);
    assert_string_equal(scenario.files[1], "own.csv");
    ent_scenario_free(&scenario);
    free(path);
}

/* Whatever a file is called, its rows may be of all polls that name it. */
static void a_file_of_two_names_is_one_file(void **state) {
    char *link = support_path(*state, "link.csv");
    ent_scenario_t scenario;
    assert_int_equal(symlink("waves.csv", link), 0);
    write_scenario(
        *state, "a.cfg",
        POLLS(POLL("warm", "series = './waves.csv';") ",\n" POLL("trust", "series = 'link.csv';")));
    write_file(*state, "waves.csv", waves);
    load_file(*state, "a.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, 5);
    assert_int_equal(scenario.file_count, 2);
    ent_scenario_free(&scenario);
    free(link);
}

static void write_surveys(const ent_scenario_t *scenario, const char *folder) {
    char *path = support_path(folder, "surveys.csv");
    ent_writer_t writer;
    assert_int_equal(ent_writer_open(&writer, path), ENT_OK);
    ent_table_surveys(scenario, &writer);
    assert_int_equal(ent_writer_commit(&writer), ENT_OK);
    free(path);
}

static void assert_same_surveys(const ent_scenario_t *a, const ent_scenario_t *b) {
    assert_int_equal(a->survey_count, b->survey_count);
    for (size_t i = 0; i < a->survey_count; i++) {
        const ent_survey_t *one = &a->surveys[i];
        const wave_t wave = {one->poll,     one->state,        one->date.year,   one->date.month,
                             one->date.day, one->value,        one->respondents, one->grade,
                             one->source,   b->surveys[i].line};
        assert_wave(&b->surveys[i], &wave);
    }
}

/* The resolved scenario with its surveys beside it stands alone, and has the same run code. */
static void what_is_written_reads_back(void **state) {
    char *below = support_path(*state, "below"), *text = NULL, hashes[2][ENT_CODE_HASH_SIZE];
    ent_scenario_t scenario, back;
    assert_int_equal(mkdir(below, 0777), 0);
    write_scenario(*state, "a.cfg", two_polls);
    write_file(*state, "waves.csv", waves);
    load_file(*state, "a.cfg", NULL, &scenario);
    assert_int_equal(ent_scenario_text(&scenario, &text), ENT_OK);
    write_file(below, "scenario.cfg", text);
    write_surveys(&scenario, below);
    load_file(below, "scenario.cfg", NULL, &back);
    support_assert_same_scenario(&scenario, &back);
    assert_same_surveys(&scenario, &back);
    assert_int_equal(ent_code_hash(&scenario, hashes[0]), ENT_OK);
    assert_int_equal(ent_code_hash(&back, hashes[1]), ENT_OK);
    assert_string_equal(hashes[0], hashes[1]);
    ent_scenario_free(&scenario);
    ent_scenario_free(&back);
    free(text);
    free(below);
}

static void surveys_are_written_in_order(void **state) {
    char *path = support_path(*state, "surveys.csv");
    ent_scenario_t scenario;
    write_scenario(*state, "a.cfg", two_polls);
    write_file(*state, "waves.csv", waves);
    load_file(*state, "a.cfg", NULL, &scenario);
    write_surveys(&scenario, *state);
    char *found = support_read(path);
    assert_string_equal(found, HEAD "warm,2019-11,AAA,10,800,\"said \"\"so\"\"\nin 2019\",partial\n"
                                    "warm,2020-03,AAA,45.5,1000,\"Office, 2020\",read\n"
                                    "trust,2020-01-14,AAA,100,2,,read\n"
                                    "trust,2020-01-15,BBB,30,,,derived\n"
                                    "trust,2031-01,AAA,12.25,1,記事,memory\n");
    free(found);
    free(path);
    ent_scenario_free(&scenario);
}

/* Where a comma is the decimal point, files have points all the same. */
static void numbers_have_a_point_in_any_locale(void **state) {
    locale_t comma = support_point_locale(",");
    ent_scenario_t scenario;
    if (comma == (locale_t)0) {
        skip();
    }
    write_scenario(*state, "a.cfg", two_polls);
    write_file(*state, "waves.csv", waves);
    locale_t before = uselocale(comma);
    load_file(*state, "a.cfg", NULL, &scenario);
    (void)uselocale(before);
    freelocale(comma);
    assert_same(scenario.surveys[1].value, 45.5);
    ent_scenario_free(&scenario);
}

/* A hundred thousand waves, and not one more: every month of 8,334 years, backwards. */
static void there_is_a_limit_to_waves(void **state) {
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    ent_scenario_t scenario;
    assert_non_null(file);
    fputs(HEAD, file);
    for (int i = ENT_MAX_SURVEYS; i-- > 0;) {
        fprintf(file, "p,%d-%02d,AAA,%d,,,read\n", 1000 + i / 12, i % 12 + 1, i % 100);
    }
    assert_int_equal(fflush(file), 0);
    write_scenario(*state, "a.cfg", POLLS(POLL("p", "series = 'p.csv';")));
    write_file(*state, "p.csv", text);
    load_file(*state, "a.cfg", NULL, &scenario);
    assert_int_equal(scenario.survey_count, ENT_MAX_SURVEYS);
    for (size_t i = 0; i < ENT_MAX_SURVEYS; i++) {
        assert_same(scenario.surveys[i].value, (double)(i % 100));
    }
    ent_scenario_free(&scenario);
    fputs("p,9999-12,AAA,1,,,read\n", file);
    assert_int_equal(fclose(file), 0);
    write_file(*state, "p.csv", text);
    free(text);
    mistake_t mistake = {.line = ENT_MAX_SURVEYS + 2,
                         .key = "row 100002",
                         .message = "is one too many, expected at most 100000"};
    assert_mistake(*state, &mistake, "p.csv");
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(waves_are_sorted_by_poll_and_date),
        cmocka_unit_test(grades_have_their_words),
        WITH_FOLDER(each_mistake_in_a_row_is_told_with_its_column),
        WITH_FOLDER(every_mistake_of_every_file_is_told),
        WITH_FOLDER(files_that_do_not_serve_are_told_where_they_are_named),
        WITH_FOLDER(rows_of_a_poll_that_names_another_file_are_refused),
        WITH_FOLDER(a_poll_that_is_switched_off_needs_no_surveys),
        WITH_FOLDER(a_series_is_relative_to_the_file_that_wrote_it),
        WITH_FOLDER(a_series_may_be_set),
        WITH_FOLDER(a_file_of_two_names_is_one_file),
        WITH_FOLDER(what_is_written_reads_back),
        WITH_FOLDER(surveys_are_written_in_order),
        WITH_FOLDER(numbers_have_a_point_in_any_locale),
        WITH_FOLDER(there_is_a_limit_to_waves),
    };
    return cmocka_run_group_tests_name("survey", tests, NULL, NULL);
}
