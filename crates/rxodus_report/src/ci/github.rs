//! Workflow commands of GitHub Actions, which become annotations. Only the first ten of a step are shown, so the worst come first.

use std::io::{self, Write};

use rxodus_scan::Report;

use crate::{
    Context, Severity,
    escape::escape,
    notice::{Notice, against_baseline, worst_first},
    position::Unit,
};

/// Writes a command a line for all that is new.
pub fn write_github(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    for notice in worst_first(report, context) {
        write_command(&notice, out)?;
    }
    against_baseline(context).map_or(Ok(()), |line| writeln!(out, "{line}"))
}

fn write_command(notice: &Notice, out: &mut dyn Write) -> io::Result<()> {
    let command = match notice.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (start, end) = notice.positions_in(Unit::Utf16);
    write!(out, "::{command} file={},line={},endLine={}", property(&escape(notice.path)), start.line, end.line)?;
    // Columns are refused where the two lines differ.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    writeln!(out, ",title={}::{}", property(&notice.rule), data(&notice.message))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::sample::written;

    #[test]
    fn commands_are_escaped_and_sorted() {
        let expected = "\
::warning file=a b%2Cc%3A%25d.R,line=2,endLine=2,col=13,endColumn=19,title=Oldpack/oldFit::`oldFit` belongs to Oldpack, retired on 2022-07-01; on stay: unmapped
::warning file=a b%2Cc%3A%25d.R,line=1,endLine=1,col=1,endColumn=2,title=rxodus/malformed-ignore::The comment ignores nothing: a\\u{a}b <&\"]]>
::notice file=a b%2Cc%3A%25d.R,line=3,endLine=3,col=1,endColumn=7,title=Oldpack/oldSum::`oldSum` belongs to Oldpack, retired on 2022-07-01; on stay: keep
";
        assert_eq!(written(write_github), expected);
    }
}
