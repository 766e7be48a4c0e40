#include "model/plan.h"

#include "model/plan_parts.h"
#include "scenario/parameter.h"
#include "scenario/process.h"

#include <string.h>

bool ent_links_compile(ent_arena_t *arena, const double *values, size_t count, ent_links_t *links) {
    links->count = 0;
    links->links = ent_arena_alloc(arena, count, sizeof *links->links);
    if (links->links == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (values[i] != 0) {
            links->links[links->count++] = (ent_link_t){i, values[i]};
        }
    }
    return true;
}

static void count_entities(ent_plan_t *plan) {
    const ent_scenario_t *scenario = plan->scenario;
    plan->steps = ent_scenario_steps(scenario);
    plan->step_years = ent_scenario_step_years(scenario);
    plan->domains = scenario->domain_count;
    plan->drivers = scenario->driver_count;
    plan->institutions = scenario->institution_count;
    plan->shocks = scenario->shock_count;
    plan->events = scenario->event_count;
    plan->polls = scenario->poll_count;
    plan->cohort_first[1] = scenario->states[0].cohort_count;
    plan->cohorts = plan->cohort_first[1] + scenario->states[1].cohort_count;
    plan->crisis_domain = plan->domains;
    for (size_t d = 0; d < plan->domains; d++) {
        plan->contact_domain = scenario->domains[d].contact ? d : plan->contact_domain;
        plan->crisis_domain = scenario->domains[d].crisis ? d : plan->crisis_domain;
    }
}

static bool name_normals(ent_plan_t *plan) {
    const ent_scenario_t *scenario = plan->scenario;
    size_t n = 0, most = plan->drivers + (size_t)3 * ENT_STATES;
    plan->normal_processes = ent_arena_alloc(&plan->arena, most, sizeof(uint32_t));
    if (plan->normal_processes == NULL) {
        return false;
    }
    for (size_t v = 0; v < plan->drivers; v++) {
        plan->normal_processes[n++] =
            ent_process_hash(ENT_PROCESS_DRIVER, scenario->drivers[v].name);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        const char *name = scenario->states[s].name;
        plan->approval_stream[s] = n;
        plan->normal_processes[n++] = ent_process_hash(ENT_PROCESS_APPROVAL, name);
        plan->stance_stream[s] = n;
        plan->normal_processes[n++] = ent_process_hash(ENT_PROCESS_STANCE, name);
        plan->public_stream[s] = n;
        plan->normal_processes[n++] = ent_process_hash(ENT_PROCESS_PUBLIC, name);
        plan->retaliation_process[s] = ent_process_hash(ENT_PROCESS_RETALIATION, name);
        plan->leader_process[s] = ent_process_hash(ENT_PROCESS_LEADER, name);
    }
    plan->normals = n;
    return true;
}

static bool name_uniforms(ent_plan_t *plan) {
    const ent_scenario_t *scenario = plan->scenario;
    size_t n = 0, most = plan->shocks + ENT_STATES + plan->events;
    plan->uniform_processes = ent_arena_alloc(&plan->arena, most, sizeof(uint32_t));
    plan->meeting_processes = ent_arena_alloc(&plan->arena, plan->institutions, sizeof(uint32_t));
    if (plan->uniform_processes == NULL || plan->meeting_processes == NULL) {
        return false;
    }
    plan->shock_stream = 0;
    for (size_t k = 0; k < plan->shocks; k++) {
        plan->uniform_processes[n++] =
            ent_process_hash(ENT_PROCESS_SHOCK, scenario->shocks[k].name);
    }
    for (size_t s = 0; s < ENT_STATES; s++) {
        plan->turnover_stream[s] = n;
        if (scenario->states[s].succession != ENT_SUCCESSION_NONE) {
            plan->uniform_processes[n++] =
                ent_process_hash(ENT_PROCESS_TURNOVER, scenario->states[s].name);
        }
    }
    plan->uniforms = n; /* events of random timing add theirs */
    for (size_t i = 0; i < plan->institutions; i++) {
        plan->meeting_processes[i] =
            ent_process_hash(ENT_PROCESS_MEETING, scenario->institutions[i].name);
    }
    return true;
}

static bool compile_polls(ent_plan_t *plan) {
    const ent_scenario_t *scenario = plan->scenario;
    size_t terms = 0;
    plan->poll_first = ent_arena_alloc(&plan->arena, plan->polls + 1, sizeof *plan->poll_first);
    if (plan->poll_first == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->polls; i++) {
        plan->poll_first[i] = terms;
        terms += scenario->polls[i].term_count;
    }
    plan->poll_first[plan->polls] = terms;
    plan->poll_terms = ent_arena_alloc(&plan->arena, terms, sizeof *plan->poll_terms);
    if (plan->poll_terms == NULL) {
        return false;
    }
    for (size_t i = 0; i < plan->polls; i++) {
        for (size_t j = 0; j < scenario->polls[i].term_count; j++) {
            plan->poll_terms[plan->poll_first[i] + j] =
                ent_variables_find(&plan->variables, scenario->polls[i].terms[j].variable, NULL);
        }
    }
    return true;
}

/* One segment for the start and one more for each step in which a parameter changes. */
static ent_err_t compile_segments(ent_plan_t *plan) {
    ent_scenario_t current = {0};
    ent_err_t error = ent_scenario_copy(plan->scenario, &current);
    if (error != ENT_OK) {
        return error;
    }
    size_t count = 1;
    for (size_t step = ent_parameter_next_step(&current, -1); step < plan->steps;
         step = ent_parameter_next_step(&current, (long)step)) {
        count++;
    }
    plan->segments = ent_arena_alloc(&plan->arena, count, sizeof *plan->segments);
    plan->segment_from = ent_arena_alloc(&plan->arena, count, sizeof *plan->segment_from);
    plan->quantiles = ent_arena_alloc(&plan->arena, count * plan->shocks, sizeof *plan->quantiles);
    plan->quantile_of =
        ent_arena_alloc(&plan->arena, count * plan->shocks, sizeof *plan->quantile_of);
    error = plan->segments != NULL && plan->segment_from != NULL && plan->quantiles != NULL &&
                    plan->quantile_of != NULL
                ? ENT_OK
                : ENT_ERR_MEMORY;
    long step = -1;
    for (size_t i = 0; i < count && error == ENT_OK; i++) {
        if (i > 0) {
            step = (long)ent_parameter_next_step(&current, step);
            ent_parameter_apply(&current, (size_t)step);
            plan->segment_from[i] = (size_t)step;
        }
        error = ent_params_compile(plan, &current, i) ? ENT_OK : ENT_ERR_MEMORY;
        plan->segment_count = i + 1;
    }
    ent_scenario_free(&current);
    return error;
}

ent_err_t ent_plan_init(ent_plan_t *plan, const ent_scenario_t *scenario) {
    return ent_plan_init_borrowing(plan, scenario, NULL);
}

ent_err_t ent_plan_init_borrowing(ent_plan_t *plan, const ent_scenario_t *scenario,
                                  const ent_plan_t *lender) {
    *plan = (ent_plan_t){.scenario = scenario, .lender = lender};
    ent_arena_init(&plan->arena);
    count_entities(plan);
    ent_err_t error = ent_variables_init(&plan->variables, scenario);
    if (error == ENT_OK && (!name_normals(plan) || !name_uniforms(plan) || !compile_polls(plan) ||
                            !ent_plan_compile_events(plan) || !ent_plan_compile_calendar(plan))) {
        error = ENT_ERR_MEMORY;
    }
    if (error == ENT_OK) {
        error = compile_segments(plan);
    }
    if (error != ENT_OK) {
        ent_plan_free(plan);
    }
    return error;
}

void ent_plan_free(ent_plan_t *plan) {
    for (size_t i = 0; i < plan->quantile_count; i++) {
        ent_quantile_free(&plan->quantiles[i]);
    }
    ent_variables_free(&plan->variables);
    ent_arena_free(&plan->arena);
    *plan = (ent_plan_t){0};
}
