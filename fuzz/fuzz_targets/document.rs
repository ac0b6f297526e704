//! R Markdown, Sweave and R HTML: the same text by the rules of each.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rxodus_source::FileKind;

fuzz_target!(|bytes: &[u8]| rxodus_fuzz::check(&[FileKind::RMarkdown, FileKind::Sweave, FileKind::RHtml], bytes));
