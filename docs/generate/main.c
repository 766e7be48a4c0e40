/*
 * Fills the generated parts of documents from the engine's tables. A tool of developers, which
 * `make docs` runs and nobody installs:
 *
 *   generate FROM TO   fills the blocks of the document FROM into TO, which may be the same file
 *   generate --blocks  lists the blocks there are
 */
#include "base/file.h"
#include "generate/blocks.h"
#include "generate/marks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const size_t most_bytes = 16 << 20;

static void list_blocks(void) {
    size_t count = 0;
    const doc_block_t *blocks = doc_blocks(&count);
    for (size_t i = 0; i < count; i++) {
        puts(blocks[i].name);
    }
}

static bool write_file(const char *path, const char *text) {
    ent_writer_t writer;
    ent_err_t error = ent_writer_open(&writer, path);
    if (error == ENT_OK) {
        ent_writer_text(&writer, text);
        error = ent_writer_commit(&writer);
    }
    if (error != ENT_OK) {
        fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
    }
    return error == ENT_OK;
}

static bool fill(const char *from, const char *to, const char *text) {
    char problem[DOC_PROBLEM_SIZE], *filled = NULL;
    size_t size = 0, line = 0;
    FILE *out = open_memstream(&filled, &size);
    if (out == NULL) {
        fprintf(stderr, "generate: %s: %s\n", from, strerror(errno));
        return false;
    }
    bool sound = doc_marks_fill(text, out, problem, &line);
    bool whole = fclose(out) == 0;
    if (!sound) {
        fprintf(stderr, "%s:%zu: %s\n", from, line, problem);
    } else if (!whole) {
        fprintf(stderr, "generate: %s: %s\n", from, strerror(errno));
    }
    sound = sound && whole && write_file(to, filled);
    free(filled);
    return sound;
}

int main(int argc, char **argv) {
    char *text = NULL;
    size_t size = 0;
    if (argc == 2 && strcmp(argv[1], "--blocks") == 0) {
        list_blocks();
        return fflush(stdout) == 0 ? 0 : ent_err_exit_status(ENT_ERR_IO);
    }
    if (argc != 3) {
        fputs("Usage: generate FROM TO | generate --blocks\n", stderr);
        return ent_err_exit_status(ENT_ERR_USAGE);
    }
    if (ent_file_read(argv[1], most_bytes, &text, &size) != ENT_FILE_READ) {
        fprintf(stderr, "generate: %s: cannot be read\n", argv[1]);
        return ent_err_exit_status(ENT_ERR_NO_INPUT);
    }
    bool filled = fill(argv[1], argv[2], text);
    free(text);
    return filled ? 0 : 1;
}
