//! The report for a terminal: a diagnostic for each finding, then a summary.

mod arguments;
mod becomes;
mod coverage;
mod diagnostic;
mod footer;
mod summary;

use std::io::{self, Write};

use rxodus_scan::Report;

use crate::{Context, TextStyle};

/// Writes the diagnostics of all findings that no comment ignores, and the summary; with `quiet` only the summary.
pub fn write_text(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if !style.quiet {
        write_diagnostics(report, context, style, out)?;
    }
    summary::write_summary(report, context, style, out)
}

fn write_diagnostics(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut told = becomes::Told::default();
    for finding in report.findings.iter().filter(|finding| finding.suppressed.is_none()) {
        diagnostic::write_diagnostic(report, context, finding, style, out)?;
        becomes::write_becomes(report, context, finding, &mut told, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}
