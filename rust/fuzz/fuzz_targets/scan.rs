#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| entmatch_fuzz::scan_target(data));
