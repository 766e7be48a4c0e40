/* A CSV file: its rows must be as the reader promises. */
#include "base/csv.h"
#include "fuzz/fuzzed.h"

#include <unistr.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of control characters a field holds ends of lines and tabs only. */
static void check_field(const char *field) {
    must(u8_check((const uint8_t *)field, strlen(field)) == NULL, "fields are UTF-8");
    for (const char *c = field; *c != '\0'; c++) {
        unsigned char byte = (unsigned char)*c;
        must(byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t',
             "fields hold no other control characters");
        must(byte != 0x7f, "fields hold no DEL");
    }
}

typedef struct {
    int line;
    size_t row;
} last_t;

static ent_err_t take(void *user, const ent_csv_header_t *header, const ent_csv_row_t *row) {
    last_t *last = user;
    bool filled = false;
    double number = 0;
    must(row->count == header->count, "a row has a field for each column");
    must(row->row > last->row && row->line > last->line, "rows come in order");
    must(row->row <= (size_t)row->line, "no more rows than lines");
    for (size_t i = 0; i < row->count; i++) {
        check_field(row->fields[i]);
        filled = filled || row->fields[i][0] != '\0';
        must(!ent_csv_number(row->fields[i], &number) || isfinite(number), "numbers are finite");
    }
    must(filled, "empty rows are left out");
    *last = (last_t){row->line, row->row};
    return ENT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_diags_t diags;
    static const char *const required[] = {"date", "type"};
    static const ent_place_t asked_by = {"some.cfg", 1};
    char path[256];
    last_t last = {0, 1};
    fuzz_write("record.csv", data, size, path, sizeof path);
    ent_diags_init(&diags);
    ent_err_t error = ent_csv_read(path, asked_by, "file", required, 2, take, &last, &diags);
    must(error == ENT_OK || error == ENT_ERR_SCENARIO, "it is sound or invalid");
    must((error == ENT_OK) == (diags.errors == 0), "what is invalid has problems");
    for (size_t i = 0; i < diags.count && i < ENT_DIAG_KEPT; i++) {
        must(diags.kept[i].line > 0 && diags.kept[i].text[0] != '\0', "a problem has a place");
    }
    return 0;
}
