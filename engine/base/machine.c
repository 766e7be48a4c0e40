#include "base/machine.h"

#include <stdint.h>
#include <sys/resource.h>
#include <unistd.h>

size_t ent_memory_limit(void) {
    long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    size_t limit = pages > 0 && page > 0 ? (size_t)pages * (size_t)page : SIZE_MAX;
    struct rlimit space;
    if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur < limit) {
        limit = (size_t)space.rlim_cur;
    }
    return limit;
}
