#include "support/text.h"

#include "support/close.h"

#include <string.h>

void support_assert_has(const char *text, const char *piece, bool wanted, const char *file,
                        int line) {
    if ((strstr(text, piece) != NULL) != wanted) {
        print_error("\"%s\" is %sin:\n%s\n", piece, wanted ? "not " : "", text);
        _fail(file, line);
    }
}
