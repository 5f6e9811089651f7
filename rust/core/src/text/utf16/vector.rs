//! Eight units at a time: what each becomes is computed in all lanes, and one shuffle closes the gaps between them. Its
//! safe twin is `write_runs`; the tests compare them.
#![allow(unsafe_code, reason = "calling a function that is compiled for a processor feature")]

use super::{RUN, Unit, Write};
use std::arch::x86_64::{
    __m128i, _mm_and_si128, _mm_andnot_si128, _mm_castsi128_ps, _mm_cmpeq_epi16, _mm_cmplt_epi16, _mm_cmplt_epi32,
    _mm_cvtsi128_si64, _mm_movemask_epi8, _mm_movemask_ps, _mm_or_si128, _mm_packs_epi16, _mm_packus_epi16,
    _mm_set_epi64x, _mm_set1_epi16, _mm_set1_epi32, _mm_setzero_si128, _mm_shuffle_epi8, _mm_slli_epi16,
    _mm_slli_epi32, _mm_srli_epi16, _mm_srli_epi32, _mm_unpackhi_epi16, _mm_unpackhi_epi64, _mm_unpacklo_epi16,
};

/// What writes runs on this processor, if it has the shuffle.
pub(super) fn writer() -> Option<Write> {
    // SAFETY: the processor was asked for the feature.
    is_x86_feature_detected!("ssse3").then_some(|units, out| unsafe { write_runs(units, out) })
}

#[target_feature(enable = "ssse3")]
fn write_runs(units: &[Unit], out: &mut [u8]) -> (usize, usize) {
    let mut at = 0;
    for (number, run) in units.as_flattened().as_chunks::<16>().0.iter().enumerate() {
        let units = lane(run);
        let all = |mask: i16, value: i16| {
            let equal = _mm_cmpeq_epi16(_mm_and_si128(units, _mm_set1_epi16(mask)), _mm_set1_epi16(value));
            _mm_movemask_epi8(equal)
        };
        let out = &mut out[at..];
        at += if all(!0x7F, 0) == 0xFFFF {
            store(_mm_packus_epi16(units, units), out);
            RUN
        } else if all(!0x7FF, 0) == 0xFFFF {
            write_short(units, out)
        } else if all(!0x7FF, 0xD800_u16.cast_signed()) == 0 {
            let zero = _mm_setzero_si128();
            let first = write_long(_mm_unpacklo_epi16(units, zero), out);
            first + write_long(_mm_unpackhi_epi16(units, zero), &mut out[first..])
        } else {
            return (number * RUN, at);
        };
    }
    (units.len() / RUN * RUN, at)
}

/// Eight units of one or two bytes.
#[target_feature(enable = "ssse3")]
#[inline]
fn write_short(units: __m128i, out: &mut [u8]) -> usize {
    let is_ascii = _mm_cmplt_epi16(units, _mm_set1_epi16(0x80));
    let low = _mm_slli_epi16(_mm_and_si128(units, _mm_set1_epi16(0x3F)), 8);
    let two = _mm_or_si128(_mm_or_si128(_mm_srli_epi16(units, 6), low), _mm_set1_epi16(0x80C0_u16.cast_signed()));
    let letters = either(is_ascii, units, two);
    let ascii = _mm_movemask_epi8(_mm_packs_epi16(is_ascii, _mm_setzero_si128())) as usize & 0xFF;
    store(_mm_shuffle_epi8(letters, lane(&SHORT[ascii])), out);
    2 * RUN - ascii.count_ones() as usize
}

/// Four units of one to three bytes, in lanes of four.
#[target_feature(enable = "ssse3")]
#[inline]
fn write_long(units: __m128i, out: &mut [u8]) -> usize {
    let is_ascii = _mm_cmplt_epi32(units, _mm_set1_epi32(0x80));
    let is_short = _mm_cmplt_epi32(units, _mm_set1_epi32(0x800));
    let low = _mm_and_si128(units, _mm_set1_epi32(0x3F));
    let high = _mm_srli_epi32(units, 6);
    let two = _mm_or_si128(_mm_or_si128(high, _mm_slli_epi32(low, 8)), _mm_set1_epi32(0x80C0));
    let middle = _mm_slli_epi32(_mm_and_si128(high, _mm_set1_epi32(0x3F)), 8);
    let ends = _mm_or_si128(_mm_srli_epi32(units, 12), _mm_slli_epi32(low, 16));
    let three = _mm_or_si128(_mm_or_si128(middle, ends), _mm_set1_epi32(0x80_80E0));
    let letters = either(is_ascii, units, either(is_short, two, three));
    let lanes = |mask| _mm_movemask_ps(_mm_castsi128_ps(mask)) as usize;
    let missing = lanes(is_ascii) | lanes(is_short) << 4;
    store(_mm_shuffle_epi8(letters, lane(&LONG[missing])), out);
    3 * 4 - missing.count_ones() as usize
}

#[target_feature(enable = "ssse3")]
#[inline]
fn either(mask: __m128i, yes: __m128i, no: __m128i) -> __m128i {
    _mm_or_si128(_mm_and_si128(mask, yes), _mm_andnot_si128(mask, no))
}

#[target_feature(enable = "ssse3")]
#[inline]
fn lane(bytes: &[u8; 16]) -> __m128i {
    let half = |at: usize| i64::from_le_bytes(bytes.as_chunks::<8>().0[at]);
    _mm_set_epi64x(half(1), half(0))
}

#[target_feature(enable = "ssse3")]
#[inline]
fn store(lane: __m128i, out: &mut [u8]) {
    let (first, second) = (_mm_cvtsi128_si64(lane), _mm_cvtsi128_si64(_mm_unpackhi_epi64(lane, lane)));
    let out = &mut out[..16];
    out[..8].copy_from_slice(&first.to_le_bytes());
    out[8..].copy_from_slice(&second.to_le_bytes());
}

/// Which bytes of eight lanes of two to keep, by the lanes that need one.
static SHORT: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut ascii = 0;
    while ascii < 256 {
        let (mut to, mut from) = (0, 0);
        while from < 16 {
            if from % 2 == 0 || ascii >> (from / 2) & 1 == 0 {
                table[ascii][to] = from as u8;
                to += 1;
            }
            from += 1;
        }
        ascii += 1;
    }
    table
};

/// Which bytes of four lanes of four to keep: bits 0 to 3 are the lanes that need one, bits 4 to 7 those that need one
/// or two.
static LONG: [[u8; 16]; 256] = {
    let mut table = [[0x80; 16]; 256];
    let mut missing = 0;
    while missing < 256 {
        let (mut to, mut from) = (0, 0);
        while from < 16 {
            let lane = from / 4;
            let length = 3 - (missing >> lane & 1) - (missing >> (lane + 4) & 1);
            if from % 4 < length {
                table[missing][to] = from as u8;
                to += 1;
            }
            from += 1;
        }
        missing += 1;
    }
    table
};
