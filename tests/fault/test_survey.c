/*
 * Every request for memory fails once while surveys are read, sound ones and wrong ones: the error
 * is ENT_ERR_MEMORY, the scenario untouched, and nothing is leaked.
 */
#include "fault/faults.h"
#include "scenario/load.h"
#include "support/exact_arena.h"
#include "support/files.h"
#include "support/problems.h"
#include "support/scenarios.h"

static const char polls[] =
    "polls = ( { name = 'warm'; intercept = 0.0; series = 'waves.csv'; terms = ( {\n"
    "variable = 'health'; weight = 1.0; } ); }, { name = 'trust'; intercept = 0.0;\n"
    "series = './waves.csv'; terms = ( { variable = 'health'; weight = 1.0; } ); } );";

typedef struct {
    char *folder, *path;
    ent_diags_t diags;
    size_t survived;
} family_t;

/* libcsv, refused the memory of its buffer, asks for half as much: the one fault to be survived. */
static ent_err_t load(void *context) {
    family_t *family = context;
    ent_scenario_t scenario, before;
    memset(&scenario, 0x5a, sizeof scenario);
    memcpy(&before, &scenario, sizeof scenario);
    ent_diags_init(&family->diags);
    ent_err_t error = ent_scenario_load(family->path, NULL, 0, &scenario, &family->diags);
    if (error == ENT_OK) {
        assert_int_equal(scenario.survey_count, 141);
        ent_scenario_free(&scenario);
    } else {
        assert_memory_equal(&scenario, &before, sizeof scenario);
    }
    if (faults.struck && error != ENT_ERR_MEMORY) {
        family->survived++;
        return ENT_ERR_MEMORY; /* as good */
    }
    return error;
}

/* Two polls, and waves of both; more than fit where the first ones are kept. */
static void open_family(family_t *family, const char *last) {
    char *more = support_quoted(polls),
         rows[8000] = "series,date,respondent,value,n,source,grade\n";
    char *text = support_edit(support_small_scenario(), NULL, NULL, more);
    size_t used = strlen(rows);
    *family = (family_t){.survived = 0};
    for (int i = 0; i < 140; i++) {
        used += (size_t)snprintf(rows + used, sizeof rows - used, "%s,%d-%02d,AAA,%d,,x,read\n",
                                 i % 2 == 0 ? "warm" : "trust", 2000 + i / 12, i % 12 + 1, i % 100);
    }
    (void)snprintf(rows + used, sizeof rows - used, "%s\n", last);
    family->folder = support_folder();
    family->path = support_write(family->folder, "scenario.cfg", text);
    free(support_write(family->folder, "waves.csv", rows));
    free(text);
    free(more);
}

static void close_family(family_t *family) {
    free(family->path);
    support_remove(family->folder);
}

static void reading_surveys_reports_a_lack_of_memory(void **state) {
    family_t family;
    (void)state;
    open_family(&family, "warm,1999-01,BBB,50,,,memory");
    size_t requests = fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_OK, load, &family);
    assert_true(requests > 141);          /* a source each, and more */
    assert_int_equal(family.survived, 0); /* the reader of CSV files tells each */
    close_family(&family);
}

static void refusing_surveys_reports_a_lack_of_memory(void **state) {
    static const char *const last[] = {"warm,1999-01,BBB,500,,,memory",
                                       "warm,2000-01,AAA,50,,,read", "cold,1999-01,BBB,1,,,read",
                                       "warm"};
    (void)state;
    for (size_t i = 0; i < SUPPORT_COUNT(last); i++) {
        family_t family;
        open_family(&family, last[i]);
        size_t requests =
            fault_each(FAULT_MEMORY, ENOMEM, ENT_ERR_MEMORY, ENT_ERR_SCENARIO, load, &family);
        assert_true(requests > 140);
        assert_int_equal(family.survived, 0); /* the reader of CSV files tells each */
        assert_int_equal(family.diags.errors, 1);
        close_family(&family);
    }
}

int main(int count, char **arguments) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_surveys_reports_a_lack_of_memory),
        cmocka_unit_test(refusing_surveys_reports_a_lack_of_memory),
    };
    (void)count;
    fault_start(arguments);
    return cmocka_run_group_tests_name("survey", tests, NULL, NULL);
}
