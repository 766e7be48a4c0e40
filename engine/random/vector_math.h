/*
 * Box–Muller and exp on whole vectors. SLEEF's cinz functions give the same bits for every width,
 * with and without fused multiply-add (docs/decisions/0002-sleef.md).
 */
#ifndef ENT_RANDOM_VECTOR_MATH_H
#define ENT_RANDOM_VECTOR_MATH_H

#include <sleef.h>
#include <stddef.h>

#if defined(__AVX512F__)
#include <immintrin.h>
typedef __m512d ent_vector_t;
#define ENT_VECTOR_WIDTH 8
#define ENT_VECTOR_LOAD _mm512_load_pd
#define ENT_VECTOR_STORE _mm512_store_pd
#define ENT_VECTOR_SET _mm512_set1_pd
#define ENT_VECTOR_MULTIPLY _mm512_mul_pd
#define ENT_VECTOR_SQRT _mm512_sqrt_pd
#define ENT_VECTOR_LOG Sleef_cinz_logd8_u10avx512fnofma
#define ENT_VECTOR_EXP Sleef_cinz_expd8_u10avx512fnofma
#define ENT_VECTOR_SINCOSPI Sleef_cinz_sincospid8_u35avx512fnofma
typedef Sleef___m512d_2 ent_vector_pair_t;
#elif defined(__AVX__)
#include <immintrin.h>
typedef __m256d ent_vector_t;
#define ENT_VECTOR_WIDTH 4
#define ENT_VECTOR_LOAD _mm256_load_pd
#define ENT_VECTOR_STORE _mm256_store_pd
#define ENT_VECTOR_SET _mm256_set1_pd
#define ENT_VECTOR_MULTIPLY _mm256_mul_pd
#define ENT_VECTOR_SQRT _mm256_sqrt_pd
#define ENT_VECTOR_LOG Sleef_cinz_logd4_u10avx
#define ENT_VECTOR_EXP Sleef_cinz_expd4_u10avx
#define ENT_VECTOR_SINCOSPI Sleef_cinz_sincospid4_u35avx
typedef Sleef___m256d_2 ent_vector_pair_t;
#elif defined(__SSE2__)
#include <immintrin.h>
typedef __m128d ent_vector_t;
#define ENT_VECTOR_WIDTH 2
#define ENT_VECTOR_LOAD _mm_load_pd
#define ENT_VECTOR_STORE _mm_store_pd
#define ENT_VECTOR_SET _mm_set1_pd
#define ENT_VECTOR_MULTIPLY _mm_mul_pd
#define ENT_VECTOR_SQRT _mm_sqrt_pd
#define ENT_VECTOR_LOG Sleef_cinz_logd2_u10sse2
#define ENT_VECTOR_EXP Sleef_cinz_expd2_u10sse2
#define ENT_VECTOR_SINCOSPI Sleef_cinz_sincospid2_u35sse2
typedef Sleef___m128d_2 ent_vector_pair_t;
#else
#include <math.h>
typedef double ent_vector_t;
#define ENT_VECTOR_WIDTH 1
#define ENT_VECTOR_LOAD(p) (*(p))
#define ENT_VECTOR_STORE(p, x) (*(p) = (x))
#define ENT_VECTOR_SET(x) (x)
#define ENT_VECTOR_MULTIPLY(x, y) ((x) * (y))
#define ENT_VECTOR_SQRT sqrt
#define ENT_VECTOR_LOG Sleef_cinz_logd1_u10purec
#define ENT_VECTOR_EXP Sleef_cinz_expd1_u10purec
#define ENT_VECTOR_SINCOSPI Sleef_cinz_sincospid1_u35purec
typedef Sleef_double2 ent_vector_pair_t;
#endif

/* exp in place, the same bits as ent_exp; aligned to 64 bytes, `count` a multiple of 8. */
static inline void ent_exp_all(size_t count, double *x) {
    for (size_t i = 0; i < count; i += ENT_VECTOR_WIDTH) {
        ENT_VECTOR_STORE(x + i, ENT_VECTOR_EXP(ENT_VECTOR_LOAD(x + i)));
    }
}

/*
 * Turns pairs of uniforms u, v into √(−2 ln u)·cos 2πv and √(−2 ln u)·sin 2πv, in place. Both
 * arrays are aligned to 64 bytes; `count` is a multiple of 8.
 */
static inline void ent_box_muller(size_t count, double *u, double *v) {
    const ent_vector_t two = ENT_VECTOR_SET(2.0), minus_two = ENT_VECTOR_SET(-2.0);
    for (size_t i = 0; i < count; i += ENT_VECTOR_WIDTH) {
        ent_vector_t log_u = ENT_VECTOR_LOG(ENT_VECTOR_LOAD(u + i));
        ent_vector_t radius = ENT_VECTOR_SQRT(ENT_VECTOR_MULTIPLY(minus_two, log_u));
        ent_vector_t turn = ENT_VECTOR_MULTIPLY(two, ENT_VECTOR_LOAD(v + i));
        ent_vector_pair_t sine_cosine = ENT_VECTOR_SINCOSPI(turn);
        ENT_VECTOR_STORE(u + i, ENT_VECTOR_MULTIPLY(radius, sine_cosine.y));
        ENT_VECTOR_STORE(v + i, ENT_VECTOR_MULTIPLY(radius, sine_cosine.x));
    }
}

#endif
