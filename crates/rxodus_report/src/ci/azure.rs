//! Logging commands of Azure Pipelines, which become issues of the build. They know errors and warnings alone; a note is a line of the log.

use std::io::{self, Write};

use rxodus_scan::Report;

use crate::{
    Context, Severity,
    escape::escape,
    notice::{Notice, against_baseline, worst_first},
};

/// Writes a command a line for all that is new.
pub fn write_azure(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    for notice in worst_first(report, context) {
        write_command(&notice, out)?;
    }
    against_baseline(context).map_or(Ok(()), |line| writeln!(out, "{line}"))
}

fn write_command(notice: &Notice, out: &mut dyn Write) -> io::Result<()> {
    let (start, _) = notice.positions();
    if notice.severity == Severity::Note {
        return writeln!(out, "{}:{}:{}: note[{}] {}", escape(notice.path), start.line, start.column, notice.rule, notice.message);
    }
    let (kind, path, rule) = (notice.severity.name(), property(&escape(notice.path)), property(&notice.rule));
    let place = format!("sourcepath={path};linenumber={};columnnumber={}", start.line, start.column);
    writeln!(out, "##vso[task.logissue type={kind};{place};code={rule};]{}", data(&notice.message))
}

fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ci::sample::written;

    #[test]
    fn commands_are_escaped_and_notes_are_lines() {
        let expected = "\
##vso[task.logissue type=warning;sourcepath=a b,c:%AZP25d.R;linenumber=2;columnnumber=12;code=Oldpack/oldFit;]`oldFit` belongs to Oldpack, retired on 2022-07-01; on stay: unmapped
##vso[task.logissue type=warning;sourcepath=a b,c:%AZP25d.R;linenumber=1;columnnumber=1;code=rxodus/malformed-ignore;]The comment ignores nothing: a\\u{a}b <&\"]]>
a b,c:%d.R:3:1: note[Oldpack/oldSum] `oldSum` belongs to Oldpack, retired on 2022-07-01; on stay: keep
";
        assert_eq!(written(write_azure), expected);
    }
}
