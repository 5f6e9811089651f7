//! Vector instructions: the one module of the scanner with `unsafe`. Its safe twin is `ascii::classify_simply`; a test
//! compares them.
#![allow(unsafe_code, reason = "calling a function that is compiled for a processor feature")]

use super::ascii::Masks;
use super::foreign::Bytes;
use std::arch::x86_64::{
    __m128i, _MM_HINT_T0, _mm_add_epi8, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_prefetch,
    _mm_set_epi64x, _mm_set1_epi8,
};

/// Which bytes of a block belong to words, and which are not ASCII.
#[inline]
pub(super) fn classify(block: &[u8; 64]) -> Masks {
    // SAFETY: every x86-64 processor has SSE2.
    unsafe { classify_sse2(block) }
}

/// What decides about bytes that are not ASCII.
#[inline]
pub(super) fn classify_foreign(block: &[u8; 64]) -> Bytes {
    // SAFETY: every x86-64 processor has SSE2.
    unsafe { classify_foreign_sse2(block) }
}

/// Asks for the cache line that holds `bytes[at]`, if there is one.
#[inline]
pub(super) fn prefetch(bytes: &[u8], at: usize) {
    if let Some(byte) = bytes.get(at) {
        // SAFETY: the address is that of a byte that exists; nothing is read or written.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(byte).cast()) }
    }
}

#[target_feature(enable = "sse2")]
#[inline]
fn classify_sse2(block: &[u8; 64]) -> Masks {
    let mut masks = Masks { word: 0, other: 0 };
    for (index, lane) in lanes(block).into_iter().enumerate() {
        let letters = in_range(_mm_or_si128(lane, _mm_set1_epi8(0x20)), b'a', 26);
        let word = _mm_or_si128(letters, in_range(lane, b'0', 10));
        masks.word |= bits(word) << (16 * index);
        masks.other |= bits(lane) << (16 * index);
    }
    masks
}

#[target_feature(enable = "sse2")]
#[inline]
fn classify_foreign_sse2(block: &[u8; 64]) -> Bytes {
    let lanes = lanes(block);
    let range = |first: u8, last: u8| {
        let lane = |index: usize| bits(in_range(lanes[index], first, last - first + 1)) << (16 * index);
        lane(0) | lane(1) | lane(2) | lane(3)
    };
    let equal = |byte: u8| {
        let wanted = _mm_set1_epi8(byte.cast_signed());
        let lane = |index: usize| bits(_mm_cmpeq_epi8(lanes[index], wanted)) << (16 * index);
        lane(0) | lane(1) | lane(2) | lane(3)
    };
    Bytes::new(range, equal)
}

#[target_feature(enable = "sse2")]
#[inline]
fn lanes(block: &[u8; 64]) -> [__m128i; 4] {
    let half = |at: usize| i64::from_le_bytes(block.as_chunks::<8>().0[at]);
    let lane = |index: usize| _mm_set_epi64x(half(2 * index + 1), half(2 * index));
    [lane(0), lane(1), lane(2), lane(3)]
}

#[target_feature(enable = "sse2")]
#[inline]
fn bits(lane: __m128i) -> u64 {
    u64::from(_mm_movemask_epi8(lane).cast_unsigned())
}

/// Bytes from `first` on, `count` of them. Comparison is of signed numbers, so the range is moved to the lowest ones.
#[target_feature(enable = "sse2")]
#[inline]
fn in_range(lane: __m128i, first: u8, count: u8) -> __m128i {
    let moved = _mm_add_epi8(lane, _mm_set1_epi8(0x80_u8.wrapping_sub(first).cast_signed()));
    _mm_cmplt_epi8(moved, _mm_set1_epi8(0x80_u8.wrapping_add(count).cast_signed()))
}
