//! T-SQL, and XML that holds it: tokens, scripts in strings, and what its own statements name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rxodus_source::FileKind;

fuzz_target!(|bytes: &[u8]| rxodus_fuzz::check(&[FileKind::Sql, FileKind::SqlXml], bytes));
