/*
 * A few draws in full, for who writes the random layout anew. The words are computed here, by
 * Random123 alone; a difference from what the engine makes of them ends the program.
 */
#include "generate/blocks.h"
#include "random/random.h"

#include <Random123/philox.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *process;
    uint64_t seed, member;
    uint32_t index;
    uint16_t draw;
    const char *serves;
} draw_t;

static const draw_t draws[] = {
    {"state/KOR/approval", 1, 0, 0, 0, "steps 0 and 1"},
    {"state/KOR/approval", 1, 4711, 60, 0, "steps 120 and 121"},
    {"institution/2+2/meeting", UINT64_C(0x0123456789abcdef), 4711, 3, 0, "steps 6 and 7"},
    {"state/JPN/leader", 1, 4711, 2, 0, "the type of the third leader drawn"},
    {"state/JPN/leader", 1, 4711, 2, 1, "the disposition of the same"},
    {"event/ruling/probability", 1, (UINT64_C(3) << 32) + 5, 0, 0, "the first occasion"},
};

static double uniform(uint32_t low, uint32_t high) {
    uint64_t word = (uint64_t)high << 32 | low;
    return ((double)(word >> 11) + 0.5) * 0x1p-53;
}

static void write_draw(FILE *out, const draw_t *draw) {
    uint32_t hash = ent_name_hash(draw->process);
    philox4x32_key_t key = {{(uint32_t)draw->seed, (uint32_t)(draw->seed >> 32)}};
    philox4x32_ctr_t counter = {{(uint32_t)draw->member, draw->index, hash,
                                 draw->draw | (uint32_t)(draw->member >> 32) << 16}};
    philox4x32_ctr_t words = philox4x32_R(10, counter, key);
    const ent_random_t *random = ent_random(ENT_ISA_BASELINE);
    ent_pair_t u = random->uniform_pair(draw->seed, draw->member, draw->index, hash, draw->draw);
    ent_pair_t z = random->normal_pair(draw->seed, draw->member, draw->index, hash, draw->draw);
    double mine[2] = {uniform(words.v[0], words.v[1]), uniform(words.v[2], words.v[3])};
    if (memcmp(&mine[0], &u.first, sizeof u.first) != 0 ||
        memcmp(&mine[1], &u.second, sizeof u.second) != 0) {
        fprintf(stderr, "generate: the engine draws other numbers for %s\n", draw->process);
        exit(1);
    }
    fprintf(out, "%s, for %s\n", draw->process, draw->serves);
    fprintf(out, "  seed %" PRIu64 ", member %" PRIu64 ", draw %u\n", draw->seed, draw->member,
            (unsigned)draw->draw);
    fprintf(out, "  key      %08" PRIx32 " %08" PRIx32 "\n", key.v[0], key.v[1]);
    fprintf(out, "  counter  %08" PRIx32 " %08" PRIx32 " %08" PRIx32 " %08" PRIx32 "\n",
            counter.v[0], counter.v[1], counter.v[2], counter.v[3]);
    fprintf(out, "  words    %08" PRIx32 " %08" PRIx32 " %08" PRIx32 " %08" PRIx32 "\n", words.v[0],
            words.v[1], words.v[2], words.v[3]);
    fprintf(out, "  uniforms %.17g %.17g\n", u.first, u.second);
    fprintf(out, "  normals  %.17g %.17g\n", z.first, z.second);
}

void doc_draws_markdown(FILE *out, int unused) {
    (void)unused;
    fputs("```\n", out);
    for (size_t i = 0; i < sizeof draws / sizeof draws[0]; i++) {
        fputs(i > 0 ? "\n" : "", out);
        write_draw(out, &draws[i]);
    }
    fputs("```\n", out);
}
