#include "support/scripted.h"

support_replay_t support_replay;

void support_replay_all(double uniform, double normal) {
    support_replay = (support_replay_t){.uniform = uniform, .normal = normal};
}

void support_replay_process(uint32_t process, double first, double second) {
    support_replay.scripts[support_replay.count++] = (support_script_t){process, first, second};
}

static ent_pair_t pair_for(uint32_t process, double otherwise) {
    for (size_t i = 0; i < support_replay.count; i++) {
        if (support_replay.scripts[i].process == process) {
            return (ent_pair_t){support_replay.scripts[i].first, support_replay.scripts[i].second};
        }
    }
    return (ent_pair_t){otherwise, otherwise};
}

static void fill(ent_pair_t pair, size_t lanes, double *even, double *odd) {
    for (size_t j = 0; j < lanes; j++) {
        even[j] = pair.first;
        odd[j] = pair.second;
    }
}

static void uniforms(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                     size_t lanes, double *even, double *odd) {
    (void)seed;
    (void)first_member;
    (void)index;
    fill(pair_for(process, support_replay.uniform), lanes, even, odd);
}

static void normals(uint64_t seed, uint64_t first_member, uint32_t index, uint32_t process,
                    size_t lanes, double *even, double *odd) {
    (void)seed;
    (void)first_member;
    (void)index;
    fill(pair_for(process, support_replay.normal), lanes, even, odd);
}

static ent_pair_t uniform_pair(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                               uint16_t draw) {
    (void)seed;
    (void)member;
    (void)index;
    (void)draw;
    return pair_for(process, support_replay.uniform);
}

static ent_pair_t normal_pair(uint64_t seed, uint64_t member, uint32_t index, uint32_t process,
                              uint16_t draw) {
    (void)seed;
    (void)member;
    (void)index;
    (void)draw;
    return pair_for(process, support_replay.normal);
}

const ent_random_t *support_scripted_random(void) {
    static const ent_random_t scripted = {uniforms, normals, uniform_pair, normal_pair};
    return &scripted;
}
