#include "cli/starter.h"

#include "report/tables.h"

#include <math.h>

/* A text of the language: in double quotes, with \ before each of its own. */
static void put_quoted(ent_writer_t *writer, const char *text) {
    ent_writer_text(writer, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') {
            ent_writer_text(writer, "\\");
        }
        ent_writer_bytes(writer, c, 1);
    }
    ent_writer_text(writer, "\"");
}

static void put_head(ent_writer_t *writer, const char *extends, const char *title) {
    ent_writer_text(writer, "// ");
    ent_writer_text(writer, title);
    ent_writer_text(
        writer,
        "\n//\n"
        "// Changes: say here what differs from the scenario this file extends, and why.\n"
        "//\n"
        "// Times are in years, rates per year. Stances, warmth and cooperation run from -1 "
        "(hostile)\n"
        "// through 0 (neutral) to 1 (close); approval, shares and drivers from 0 to 1; health "
        "from "
        "0\n"
        "// to 100. `entente show --keys` explains every key.\n"
        "\n"
        "// Where this file says nothing, everything is as in this one.\nextends = ");
    put_quoted(writer, extends);
    ent_writer_text(writer, ";\n\ntitle = ");
    put_quoted(writer, title);
    ent_writer_text(
        writer,
        ";\n"
        "question = \"What is different if ...?\";\n"
        "description = \"The scenario it extends, with ...\";\n"
        "topic = \"My scenarios\";    // the group in `entente list`\n"
        "claims = \"\";               // which claims it represents (docs/claims.md): \"A2, C11\"\n"
        "sources = \"\";              // where your numbers come from: a study, a record, a guess\n"
        "evidence = \"judgement\";    // what the weakest of them rests on: \"evidence\", "
        "\"judgement\"\n"
        "                           // or \"deep uncertainty\"\n");
}

static void put_parameter(ent_writer_t *writer, const ent_scenario_t *base) {
    const ent_state_t *state = &base->states[0];
    const double longest = 1000; /* the key's range */
    ent_writer_text(writer, "\n// A parameter: the time constant of the slow memory of grievances, "
                            "in years (above: ");
    ent_writer_number(writer, state->slow);
    ent_writer_print(writer,
                     ").\n//   states = ( { name = \"%s\"; memory = { slow = ", state->name);
    ent_writer_number(writer, fmin(state->slow * 2, longest));
    ent_writer_text(writer, "; }; } );\n");
}

/* The date of an instant so far into the horizon, a share of it. */
static void put_at(ent_writer_t *writer, const ent_scenario_t *base, double share) {
    char date[ENT_DATE_SIZE];
    ent_instant_date(base, floor(share * (double)ent_scenario_steps(base)), date);
    ent_writer_print(writer, " at = \"%s\";\n", date);
}

static void put_leader(ent_writer_t *writer, const ent_scenario_t *base) {
    ent_writer_text(writer, "// A leader: orientation from -1 (hostile to the partner) to 1 "
                            "(close).\n"
                            "//     { name = \"my_leader\"; title = \"A new leader\";");
    put_at(writer, base, 0.1);
    ent_writer_print(
        writer,
        "//       effects = ( { type = \"leader\"; state = \"%s\"; name = \"moderate\"; "
        "orientation = 0.5; } ); },\n",
        base->states[0].name);
}

/* An institution that can be established; else, to be ended, the first there is, or NULL. */
static const ent_institution_t *pick_institution(const ent_scenario_t *base) {
    for (size_t i = 0; i < base->institution_count; i++) {
        if (base->institutions[i].status == ENT_ABSENT) {
            return &base->institutions[i];
        }
    }
    return base->institution_count > 0 ? &base->institutions[0] : NULL;
}

static void put_institution(ent_writer_t *writer, const ent_scenario_t *base) {
    const ent_institution_t *institution = pick_institution(base);
    if (institution == NULL) {
        ent_writer_text(writer, "// (An institution to establish: the scenario has none yet.)\n");
        return;
    }
    bool absent = institution->status == ENT_ABSENT;
    ent_writer_text(writer, "// An institution: propose, establish, suspend, resume or terminate "
                            "it.\n"
                            "//     { name = \"my_institution\"; title = \"An institution");
    ent_writer_text(writer, absent ? " is established\";" : " ends\";");
    put_at(writer, base, 0.15);
    ent_writer_print(
        writer,
        "//       effects = ( { type = \"institution\"; name = \"%s\"; action = \"%s\"; "
        "} ); },\n",
        institution->name, absent ? "establish" : "terminate");
}

static void put_shock(ent_writer_t *writer, const ent_scenario_t *base) {
    ent_writer_text(writer, "// A shock by one state: severity from 0 to 1, times what it takes "
                            "from each domain.\n"
                            "//     { name = \"my_shock\"; title = \"An offence\";");
    put_at(writer, base, 0.2);
    ent_writer_print(
        writer,
        "//       effects = ( { type = \"shock\"; by = \"%s\"; severity = 0.5; hits = { "
        "%s = 1.0; }; } ); }\n",
        base->states[0].name, base->domains[0].name);
}

static void put_events(ent_writer_t *writer, const ent_scenario_t *base) {
    char first[ENT_DATE_SIZE], last[ENT_DATE_SIZE];
    ent_instant_date(base, 0, first);
    ent_instant_date(base, (double)ent_scenario_steps(base), last);
    ent_writer_print(writer,
                     "\n// Events, on dates from %s to before %s. Commas stand between them, and\n"
                     "// none behind the last.\n"
                     "//   events = (\n",
                     first, last);
    put_leader(writer, base);
    put_institution(writer, base);
    put_shock(writer, base);
    ent_writer_text(writer, "//   );\n");
}

void ent_starter_write(ent_writer_t *writer, const ent_scenario_t *base, const char *extends,
                       const char *title) {
    put_head(writer, extends, title);
    ent_writer_text(writer, "\n// ---- Examples: take \"//\" off the lines that are set in, and "
                            "change the numbers ----\n");
    put_parameter(writer, base);
    put_events(writer, base);
}
