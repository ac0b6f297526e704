//! One line for each finding, for editors, `grep` and build logs.

use std::io::{self, Write};

use rxodus_scan::{Finding, Report};

use crate::{
    Context,
    escape::escape,
    message::{becomes, change_word, headline},
    position::{file_of, positions},
    problem::{problem_rule, problem_text},
    unseen::{only_changed, part_in_words},
    words::count,
};

/// Writes `path:line:column: severity[rule] message` for each finding that no comment ignores and no baseline knows, and for each comment that is wrong, then a line with the
/// counts.
pub fn write_concise(report: &Report, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let standing: Vec<_> = report.findings.iter().filter(|finding| context.stands(finding)).collect();
    for finding in &standing {
        write_line(report, context, finding, out)?;
    }
    for problem in &report.suppression_problems {
        let (start, _) = positions(file_of(report, problem.file), problem.span);
        let (path, severity, rule) = (escape(&problem.path), context.problem_severity(problem).name(), problem_rule(problem).id);
        writeln!(out, "{path}:{}:{}: {severity}[{rule}] the comment {}", start.line, start.column, escape(&problem_text(problem)))?;
    }
    writeln!(out, "{}; as of {}", summary(report, context, &standing).join("; "), context.as_of)
}

/// How much was found, and what was not looked at.
fn summary(report: &Report, context: &Context, standing: &[&Finding]) -> Vec<String> {
    let unsure = standing.iter().filter(|finding| !finding.origin.is_certain()).count();
    let ignored = report.findings.iter().filter(|finding| finding.suppressed.is_some()).count();
    let known = report.findings.len() - standing.len() - ignored;
    let coverage = &report.coverage;
    let mut parts =
        vec![format!("{}, {unsure} of them to be judged", count(standing.len() as u64, "finding")), format!("{ignored} ignored by comments")];
    parts.extend(context.policy.baseline.as_ref().map(|baseline| format!("{known} known by the baseline, {} of it gone", baseline.gone())));
    parts.push(format!("{} not read", count(coverage.unread.len() as u64, "file")));
    parts.extend(coverage.part.map(|part| format!("only {}", part_in_words(part))));
    parts.extend(coverage.only_changed.as_ref().map(|only| format!("only {}", escape(&only_changed(only)))));
    parts
}

fn write_line(report: &Report, context: &Context, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let file = file_of(report, finding.file);
    let (start, _) = positions(file, finding.span);
    let (path, severity, rule) = (escape(&file.path), context.severity(report, finding).name(), context.index.id(finding.rule));
    write!(out, "{path}:{}:{}: {severity}[{rule}] {}", start.line, start.column, headline(report, context, finding))?;
    if let Some((cell, position)) = finding.cell.as_ref().zip(file.position_in_cell(finding.chunk, finding.span)) {
        write!(out, " (cell {}, line {})", cell.number, position.line)?;
    }
    if !finding.origin.is_certain() {
        write!(out, " (perhaps: {})", escape(&finding.reason))?;
    }
    if context.chosen {
        for target in &context.targets {
            write!(out, "; {}", becomes(context, finding, *target))?;
        }
        return writeln!(out);
    }
    let words = context.targets.iter().map(|target| format!("{} {}", context.target(*target).id, change_word(context.equivalent(finding, *target))));
    writeln!(out, "; {}", words.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::Toy;
    use rxodus_scan::{OnlyChanged, Part};

    #[test]
    fn a_line_for_each_finding_and_one_for_all() {
        let toy = Toy::new("odd\x1bname.R", "library(Oldpack)\nm <- '😀é'; oldFit(y, w = 1)\noldSum(1) # ignored\n");
        let mut report = toy.report(&["Oldpack", "oldFit", "oldSum"]);
        report.findings[2].suppressed = Some("kept on purpose".to_owned());
        let mut out = Vec::new();
        write_concise(&report, &toy.context(Some("new")), &mut out).expect("written");
        let expected = "\
odd\\u{1b}name.R:1:9: warning[Oldpack] the package `Oldpack` was retired on 2022-07-01; on new: unmapped
odd\\u{1b}name.R:2:12: warning[Oldpack/oldFit] `oldFit` belongs to Oldpack, retired on 2022-07-01; on new: arguments -> newpack::fit
2 findings, 0 of them to be judged; 1 ignored by comments; 0 files not read; as of 2026-11-23
";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn what_was_left_out_is_said() {
        let toy = Toy::new("a.R", "oldSum(1)\n");
        let mut report = toy.report(&[]);
        report.coverage.part = Some(Part { number: 2, of: 3 });
        report.coverage.only_changed = Some(OnlyChanged { since: "main".to_owned(), left_out: 1 });
        let mut out = Vec::new();
        write_concise(&report, &toy.context(Some("new")), &mut out).expect("written");
        let expected = "0 findings, 0 of them to be judged; 0 ignored by comments; 0 files not read; only part 2 of 3; only lines that changed since main; 1 finding in others left out; as of 2026-11-23\n";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }
}
