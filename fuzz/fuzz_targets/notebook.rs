//! Jupyter notebooks: cells, unescaped, and what their code does.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rxodus_source::FileKind;

fuzz_target!(|bytes: &[u8]| rxodus_fuzz::check(&[FileKind::Notebook], bytes));
