#include "report/store_parts.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const uint64_t fnv_prime = UINT64_C(0x100000001b3);

static uint64_t sum_byte(uint64_t sum, uint64_t byte) {
    return (sum ^ byte) * fnv_prime;
}

/* Byte by byte from the lowest, so that machines of either byte order agree. */
uint64_t ent_sum_word(uint64_t sum, uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8) {
        sum = sum_byte(sum, (word >> shift) & 0xff);
    }
    return sum;
}

/* SQLite keeps NaN as NULL, and numbers without a fraction as integers, which have no −0. */
uint64_t ent_sum_number(uint64_t sum, double number) {
    uint64_t word = UINT64_MAX; /* a NaN, as are its neighbours */
    double kept = number + 0.0;
    if (!isnan(number)) {
        memcpy(&word, &kept, sizeof word);
    }
    return ent_sum_word(sum, word);
}

uint64_t ent_sum_text(uint64_t sum, const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        sum = sum_byte(sum, (unsigned char)*c);
    }
    return sum_byte(sum, 0);
}

static uint64_t sum_column(uint64_t sum, sqlite3_stmt *row, int column) {
    int type = sqlite3_column_type(row, column);
    sum = sum_byte(sum, (uint64_t)type);
    if (type == SQLITE_INTEGER) {
        return ent_sum_word(sum, (uint64_t)sqlite3_column_int64(row, column));
    }
    if (type == SQLITE_FLOAT) {
        return ent_sum_number(sum, sqlite3_column_double(row, column));
    }
    const unsigned char *bytes = type == SQLITE_NULL ? NULL : sqlite3_column_text(row, column);
    int size = bytes != NULL ? sqlite3_column_bytes(row, column) : 0;
    sum = ent_sum_word(sum, (uint64_t)size);
    for (int i = 0; i < size; i++) {
        sum = sum_byte(sum, bytes[i]);
    }
    return sum;
}

uint64_t ent_sum_row(uint64_t sum, sqlite3_stmt *row) {
    for (int column = 0; column < sqlite3_column_count(row); column++) {
        sum = sum_column(sum, row, column);
    }
    return sum;
}

const char *ent_sum_format(uint64_t sum, char text[ENT_SUM_SIZE]) {
    (void)snprintf(text, ENT_SUM_SIZE, "%016" PRIx64, sum);
    return text;
}

static uint64_t sum_moments(uint64_t sum, const ent_point_moments_t *moments, size_t numbers) {
    for (size_t i = 0; i < numbers; i++) {
        const char *at = (const char *)moments + ent_store_numbers[i].offset;
        if (ent_store_numbers[i].whole) {
            uint64_t count = 0;
            memcpy(&count, at, sizeof count);
            sum = ent_sum_word(sum, count);
        } else {
            double number = 0;
            memcpy(&number, at, sizeof number);
            sum = ent_sum_number(sum, number);
        }
    }
    return sum;
}

uint64_t ent_store_sum_point(const ent_store_t *store, uint64_t point, const double *values,
                             const ent_point_result_t *result) {
    size_t metrics = store->names.metric_count, rows = store->names.scenario_count * metrics;
    uint64_t sum = ent_sum_word(store->sum, point);
    sum = ent_sum_word(sum, result->failed);
    for (size_t i = 0; i < store->names.factor_count; i++) {
        sum = ent_sum_number(sum, values[i]);
    }
    if (result->failed) {
        return ent_sum_text(sum, result->reason);
    }
    for (size_t i = 0; i < rows; i++) {
        sum = sum_moments(sum, &result->metrics[i], ENT_RESULT_NUMBERS);
    }
    for (size_t i = metrics; i < rows; i++) {
        sum = sum_moments(sum, &result->differences[i], ENT_DIFFERENCE_NUMBERS);
    }
    return sum;
}
