//! Python scripts, and Databricks notebooks that were saved as such.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rxodus_source::FileKind;

fuzz_target!(|bytes: &[u8]| rxodus_fuzz::check(&[FileKind::Python], bytes));
