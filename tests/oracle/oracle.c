/* Opening, running and asking an oracle. */
#include "oracle_internal.h"

#include <gsl/gsl_errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Allocations are chained, so that closing frees them all, whatever was built. */
struct block {
    struct block *next;
    max_align_t data[];
};

void *oracle_take(oracle_t *oracle, size_t count, size_t size) {
    if (size != 0 && count > (SIZE_MAX - sizeof(struct block)) / size) {
        return NULL;
    }
    struct block *block = calloc(1, sizeof *block + count * size);
    if (block == NULL) {
        return NULL;
    }
    block->next = oracle->blocks;
    oracle->blocks = block;
    return block->data;
}

oracle_t *oracle_open(const char *path, char *error, size_t error_size) {
    gsl_set_error_handler_off();
    oracle_t *oracle = calloc(1, sizeof *oracle);
    if (oracle == NULL) {
        if (error != NULL && error_size > 0) {
            snprintf(error, error_size, "out of memory");
        }
        return NULL;
    }
    if (oracle_read(oracle, path, error, error_size) != 0) {
        oracle_close(oracle);
        return NULL;
    }
    if (oracle_list_metrics(oracle) != 0) {
        if (error != NULL && error_size > 0) {
            snprintf(error, error_size, "out of memory");
        }
        oracle_close(oracle);
        return NULL;
    }
    oracle_set_constants(oracle);
    return oracle;
}

void oracle_close(oracle_t *oracle) {
    if (oracle == NULL) {
        return;
    }
    while (oracle->blocks != NULL) {
        struct block *block = oracle->blocks;
        oracle->blocks = block->next;
        free(block);
    }
    free(oracle);
}

static void record(oracle_t *oracle, double *row) {
    oracle_set_shares(oracle);
    oracle_refresh(oracle);
    for (size_t v = 0; v < oracle->variable_count; v++) {
        row[v] = oracle_value(oracle, v);
    }
}

int oracle_run(oracle_t *oracle, uint64_t seed, uint64_t member, int deterministic, double *path) {
    if (oracle == NULL || path == NULL) {
        return 1;
    }
    oracle->luck.seed = seed;
    oracle->luck.member = member;
    oracle->luck.deterministic = deterministic != 0;
    oracle_start_member(oracle);
    for (size_t n = 0; n < oracle->steps; n++) {
        oracle->now.step = n;
        record(oracle, path + n * oracle->variable_count);
        oracle_step(oracle);
    }
    oracle->now.step = oracle->steps;
    record(oracle, path + oracle->steps * oracle->variable_count);
    oracle_compute_metrics(oracle, path);
    return 0;
}

size_t oracle_steps(const oracle_t *oracle) {
    return oracle->steps;
}

double oracle_start(const oracle_t *oracle) {
    return oracle->start;
}

double oracle_step_years(const oracle_t *oracle) {
    return oracle->step_years;
}

size_t oracle_variables(const oracle_t *oracle) {
    return oracle->variable_count;
}

const char *oracle_variable_name(const oracle_t *oracle, size_t variable) {
    return oracle->variables[variable].name;
}

size_t oracle_events(const oracle_t *oracle) {
    return oracle->event_count;
}

const char *oracle_event_name(const oracle_t *oracle, size_t event) {
    return oracle->events[event].name;
}

oracle_count_t oracle_event_count(const oracle_t *oracle, size_t event) {
    const event_t *e = &oracle->events[event];
    const oracle_count_t count = {e->tally.fired, e->tally.first, e->tally.occasions,
                                  e->tally.unapplied};
    return count;
}

size_t oracle_shocks(const oracle_t *oracle) {
    return oracle->shock_count;
}

const char *oracle_shock_name(const oracle_t *oracle, size_t shock) {
    return oracle->shocks[shock].name;
}

oracle_count_t oracle_shock_count(const oracle_t *oracle, size_t shock) {
    const shock_t *k = &oracle->shocks[shock];
    const oracle_count_t count = {k->tally.fired, k->tally.first, k->tally.fired, 0};
    return count;
}

const char *oracle_state_name(const oracle_t *oracle, size_t state) {
    return oracle->states[state].name;
}

oracle_state_count_t oracle_state_count(const oracle_t *oracle, size_t state) {
    const state_t *s = &oracle->states[state];
    const oracle_state_count_t count = {s->tally.successions, s->tally.leader_events,
                                        s->tally.answers};
    return count;
}
