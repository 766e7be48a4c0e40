// The public header as C++ has it: a mean, and how many members it is of.
#include <entente.h>

#include <cstdio>
#include <memory>

struct free_study {
    void operator()(entente_study_t *study) const {
        entente_study_free(study);
    }
};

int main(int argc, char **argv) {
    std::unique_ptr<entente_study_t, free_study> study(entente_study_new());
    entente_options_t options = ENTENTE_DEFAULTS;
    entente_summary_t summary;
    options.members = 12;
    if (argc != 2 || !study || entente_study_add(study.get(), argv[1], nullptr, 0) != ENTENTE_OK ||
        entente_study_run(study.get(), &options) != ENTENTE_OK ||
        entente_metric(study.get(), 0, "health_mean", &summary) != ENTENTE_OK) {
        std::fprintf(stderr, "%s\n", study ? entente_study_message(study.get()) : "no memory");
        return 1;
    }
    return summary.members == 12 && summary.mean > 0 && summary.mean < 100 ? 0 : 1;
}
