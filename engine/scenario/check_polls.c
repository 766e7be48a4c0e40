#include "scenario/check_context.h"

/* How many polls, each like the next, lead from one back to itself; 0 if they end elsewhere. */
static size_t cycle_length(const ent_scenario_t *scenario, size_t from) {
    size_t at = scenario->polls[from].like, length = 1;
    while (at != from && at != ENT_NO_POLL && length <= scenario->poll_count) {
        at = scenario->polls[at].like;
        length++;
    }
    return at == from ? length : 0;
}

static bool is_first_of_cycle(const ent_scenario_t *scenario, size_t poll) {
    for (size_t at = scenario->polls[poll].like; at != poll; at = scenario->polls[at].like) {
        if (at < poll) {
            return false;
        }
    }
    return true;
}

/* A cycle is reported once, at its first poll. */
static void check_like(const ent_checker_t *checker, size_t index) {
    const ent_scenario_t *scenario = checker->scenario;
    const ent_poll_t *poll = &scenario->polls[index];
    ent_keypath_t of_poll = ent_keypath("polls", poll->name);
    ent_keypath_t path = ent_keypath(of_poll.text, "like");
    ent_place_t place = ent_checker_place(checker, path.text);
    size_t length = cycle_length(scenario, index);
    if (length == 1) {
        ent_diag_error(checker->diags, place, path.text,
                       "found the poll itself, expected another one");
    } else if (length > 1 && is_first_of_cycle(scenario, index)) {
        ent_diag_error(checker->diags, place, path.text,
                       "found \"%s\", which is like \"%s\" in turn, directly or through others",
                       scenario->polls[poll->like].name, poll->name);
    }
}

static void check_training(const ent_checker_t *checker) {
    const ent_date_t from = checker->scenario->train_from, until = checker->scenario->train_until;
    const char *path = "hindcast.train_until";
    char first[ENT_DATE_SIZE], found[ENT_DATE_SIZE];
    if (from.year != 0 && until.year != 0 && ent_date_decimal(until) <= ent_date_decimal(from)) {
        ent_date_format(from, true, first);
        ent_date_format(until, true, found);
        ent_diag_error(checker->diags, ent_checker_place(checker, path), path,
                       "found %s, expected a date after train_from, which is %s", found, first);
    }
}

void ent_check_polls(const ent_checker_t *checker) {
    check_training(checker);
    for (size_t i = 0; i < checker->scenario->poll_count; i++) {
        if (ent_check_has_name(checker->scenario->polls[i].name)) {
            check_like(checker, i);
        }
    }
}
