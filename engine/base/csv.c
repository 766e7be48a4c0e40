#include "base/csv.h"

#include "base/csv_rows.h"
#include "base/memory.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_BYTES = 1 << 16, PARSER_BYTES = ENT_CSV_ROW_LIMIT + 2 };

typedef struct {
    ent_csv_rows_t rows;
    ent_place_t asked_by;
    const char *key;
    struct csv_parser parser;
    int line;        /* being read, from 1 */
    bool after_cr;   /* a LF that comes next belongs to it */
    bool skipping;   /* the rest of a line in which the quotes are wrong */
    bool begun;      /* some of the row was read: */
    size_t row_size; /* so many bytes */
    bool is_open;    /* the row goes on in the next line, within quotes: */
    size_t open;     /* in this field, */
    int open_line;   /* which was opened in this line */
} reader_t;

/* ---- libcsv ---------------------------------------------------------------------------------- */

static int no_space(unsigned char c) {
    (void)c;
    return 0; /* "Spaces are considered part of a field and should not be ignored" (RFC 4180) */
}

static void *no_growth(void *bytes, size_t size) {
    (void)bytes;
    (void)size;
    return NULL;
}

/*
 * Makes libcsv ready for a row. Its buffer has room for the longest there may be: left to itself it
 * would ask for memory past the engine's own layer, and in ever smaller pieces when there is none.
 */
static void start_parser(reader_t *reader) {
    void *buffer = reader->parser.entry_buf;
    (void)csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI); /* fills in the struct */
    reader->parser.entry_buf = buffer;
    reader->parser.entry_size = PARSER_BYTES;
    csv_set_realloc_func(&reader->parser, no_growth);
    csv_set_space_func(&reader->parser, no_space);
}

static ent_err_t init_parser(reader_t *reader) {
    reader->parser.entry_buf = ent_alloc(PARSER_BYTES, 1);
    start_parser(reader);
    return reader->parser.entry_buf != NULL ? ENT_OK : ENT_ERR_MEMORY;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

static void end_field(void *bytes, size_t size, void *user) {
    ent_csv_rows_field(&((reader_t *)user)->rows, bytes, size);
}

static void next_row(reader_t *reader) {
    reader->begun = false;
    reader->row_size = 0;
    reader->is_open = false;
    ent_csv_rows_next(&reader->rows);
}

static void end_row(int end, void *user) {
    reader_t *reader = user;
    (void)end;
    ent_csv_rows_end(&reader->rows);
    next_row(reader);
}

/* Quotes that are wrong: the row is lost, and reading goes on with the next line. */
static void report_quote(reader_t *reader, char found) {
    ent_csv_rows_t *rows = &reader->rows;
    const char *column = ent_csv_rows_column(rows, rows->row.count);
    char opened[40] = "";
    if (reader->is_open && reader->open == rows->row.count) {
        (void)snprintf(opened, sizeof opened, " (opened in line %d)", reader->open_line);
    }
    if (found == CSV_QUOTE) {
        ent_csv_rows_error(rows, reader->line, column,
                           "a quote within a field that does not begin with one, expected the "
                           "whole field in quotes, and quotes within it doubled");
    } else {
        ent_csv_rows_error(rows, reader->line, column,
                           "text behind the quote that ends a field%s, expected a comma; quotes "
                           "within a field are doubled",
                           opened);
    }
    start_parser(reader);
    next_row(reader);
    if (rows->header.names == NULL) {
        rows->error = ENT_ERR_SCENARIO;
    }
}

/* Remembers where a field that goes on in the next line was opened. */
static void note_open(reader_t *reader) {
    if (!reader->begun) {
        return;
    }
    if (!reader->is_open || reader->open != reader->rows.row.count) {
        reader->open_line = reader->line;
        reader->open = reader->rows.row.count;
    }
    reader->is_open = true;
}

/* A part of a line, which may be its end; false where the line's rest is to be skipped. */
static bool parse(reader_t *reader, const char *bytes, size_t size) {
    if (!reader->begun) {
        reader->begun = true;
        reader->rows.row.line = reader->line;
    }
    reader->row_size += size;
    if (reader->row_size > ENT_CSV_ROW_LIMIT) {
        ent_csv_rows_error(&reader->rows, reader->rows.row.line, NULL, "is longer than %d MiB%s",
                           ENT_CSV_ROW_LIMIT >> 20,
                           reader->is_open ? "; is a quote in it never closed?" : "");
        reader->rows.error = ENT_ERR_SCENARIO;
        return false;
    }
    size_t done = csv_parse(&reader->parser, bytes, size, end_field, end_row, reader);
    if (done == size) {
        return true;
    }
    if (csv_error(&reader->parser) != CSV_EPARSE) {
        reader->rows.error = ENT_ERR_BUG; /* its buffer was to be large enough */
    } else {
        report_quote(reader, bytes[done]);
    }
    return false;
}

/* Bytes up to the next end of a line and with it; all of them if there is none. */
static size_t line_length(const char *bytes, size_t size) {
    const char *feed = memchr(bytes, '\n', size);
    size_t length = feed != NULL ? (size_t)(feed - bytes) + 1 : size;
    const char *carriage = memchr(bytes, '\r', length);
    return carriage != NULL ? (size_t)(carriage - bytes) + 1 : length;
}

/*
 * libcsv does not say where it is, and leaves out empty lines: it is fed line by line, so that each
 * row's line and number are known.
 */
static void feed(reader_t *reader, const char *bytes, size_t size) {
    while (size > 0 && reader->rows.error == ENT_OK) {
        size_t length = line_length(bytes, size);
        char last = bytes[length - 1];
        bool ends = last == '\n' || last == '\r';
        bool goes_on = reader->after_cr && bytes[0] == '\n'; /* within quotes both are kept */
        bool empty = ends && length == 1 && !reader->begun && !reader->skipping;
        reader->after_cr = last == '\r';
        if (empty && !goes_on) {
            next_row(reader);
        } else if (!empty && !reader->skipping) {
            reader->skipping = !parse(reader, bytes, length);
        }
        if (ends && !goes_on) {
            note_open(reader);
            reader->line++;
            reader->skipping = false;
        }
        bytes += length;
        size -= length;
    }
}

/* ---- Files ----------------------------------------------------------------------------------- */

/* What is at the beginning of a file: a mark of UTF-8 is passed over, another is refused. */
static size_t check_mark(reader_t *reader, const char *bytes, size_t size) {
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        return 3;
    }
    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0)) {
        ent_diag_error(reader->rows.diags, (ent_place_t){reader->rows.header.path, 1}, "",
                       "the file is UTF-16, which is not UTF-8, expected a file saved as CSV in "
                       "UTF-8");
        reader->rows.error = ENT_ERR_SCENARIO;
    }
    return 0;
}

static ssize_t read_part(int file, char *bytes, size_t size) {
    ssize_t part;
    do {
        part = read(file, bytes, size);
    } while (part < 0 && errno == EINTR);
    return part;
}

/* The end: of a last line without one, and of a file that has nothing in it. */
static void finish(reader_t *reader) {
    if (csv_fini(&reader->parser, end_field, end_row, reader) != 0) {
        note_open(reader);
        ent_csv_rows_error(&reader->rows, reader->open_line,
                           ent_csv_rows_column(&reader->rows, reader->open),
                           "the quote that opens here is never closed");
        reader->rows.error = ENT_ERR_SCENARIO;
    } else if (reader->rows.header.names == NULL && reader->rows.error == ENT_OK) {
        ent_diag_error(reader->rows.diags, (ent_place_t){reader->rows.header.path, 1}, "",
                       "the file is empty, expected a row with the names of the columns");
        reader->rows.error = ENT_ERR_SCENARIO;
    }
}

/* False when reading failed: errno says why. */
static bool read_rows(reader_t *reader, int file, char *chunk) {
    bool first = true;
    size_t total = 0;
    while (reader->rows.error == ENT_OK) {
        ssize_t part = read_part(file, chunk, CHUNK_BYTES);
        if (part < 0) {
            return false;
        }
        if (part == 0) {
            finish(reader);
            break;
        }
        size_t size = (size_t)part, mark = first ? check_mark(reader, chunk, size) : 0;
        first = false;
        total += size;
        if (total > ENT_CSV_FILE_LIMIT) { /* it grew while it was read */
            errno = EFBIG;
            return false;
        }
        feed(reader, chunk + mark, size - mark);
    }
    return true;
}

static ent_err_t report_file(reader_t *reader, const char *problem, const char *cause) {
    bool asked = reader->asked_by.file != NULL;
    const char *path = reader->rows.header.path;
    ent_place_t place = asked ? reader->asked_by : (ent_place_t){path, 1};
    ent_diag_error(reader->rows.diags, place, asked ? reader->key : "", "\"%.200s\" %s%s", path,
                   problem, cause);
    return asked ? ENT_ERR_SCENARIO : ENT_ERR_NO_INPUT;
}

static ent_err_t read_open(reader_t *reader, int file) {
    struct stat status;
    if (fstat(file, &status) != 0) {
        return report_file(reader, "cannot be read: ", strerror(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return report_file(reader, "is a directory or a device, expected a file", "");
    }
    if (status.st_size > ENT_CSV_FILE_LIMIT) {
        return report_file(reader, "is too large, expected at most 1 GiB", "");
    }
    char *chunk = ent_alloc(CHUNK_BYTES, 1);
    if (chunk == NULL || init_parser(reader) != ENT_OK ||
        ent_csv_rows_init(&reader->rows) != ENT_OK) {
        reader->rows.error = ENT_ERR_MEMORY;
    } else if (!read_rows(reader, file, chunk)) {
        reader->rows.error = report_file(reader, "cannot be read: ", strerror(errno));
    }
    free(chunk);
    return reader->rows.error;
}

ent_err_t ent_csv_read(const char *path, ent_place_t asked_by, const char *key,
                       const char *const *required, size_t required_count, ent_csv_take_t *take,
                       void *user, ent_diags_t *diags) {
    size_t errors = diags->errors;
    reader_t reader = {.rows = {.header = {.path = path},
                                .required = required,
                                .required_count = required_count,
                                .take = take,
                                .user = user,
                                .diags = diags},
                       .asked_by = asked_by,
                       .key = key,
                       .line = 1};
    /* Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        return report_file(&reader, "cannot be read: ", strerror(errno));
    }
    ent_err_t error = read_open(&reader, file);
    free(reader.parser.entry_buf);
    (void)close(file);
    ent_csv_rows_free(&reader.rows);
    return error == ENT_OK && diags->errors > errors ? ENT_ERR_SCENARIO : error;
}
