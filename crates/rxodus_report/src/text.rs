//! The report for a terminal: a diagnostic for each finding, then a summary.

pub(crate) mod arguments;
mod becomes;
pub(crate) mod coverage;
mod diagnostic;
pub(crate) mod footer;
mod summary;
mod traps;

use std::io::{self, Write};

use rxodus_scan::Report;

use crate::{Context, TextStyle};

/// Writes the diagnostics of all findings that no comment ignores and no baseline knows, and the summary; with `quiet` only the summary.
pub fn write_text(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    if !style.quiet {
        write_diagnostics(report, context, style, out)?;
    }
    summary::write_summary(report, context, style, out)
}

fn write_diagnostics(report: &Report, context: &Context, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut told = becomes::Told::default();
    for finding in report.findings.iter().filter(|finding| context.stands(finding)) {
        diagnostic::write_diagnostic(report, context, finding, style, out)?;
        becomes::write_becomes(report, context, finding, &mut told, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toy::{Toy, argument};

    const PLAIN: TextStyle = TextStyle { color: false, width: 80, links: false, quiet: false };

    fn written(report: &Report, context: &Context, style: &TextStyle) -> String {
        let mut out = Vec::new();
        write_text(report, context, style, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_trap_is_told_where_the_call_shows_it() {
        let toy = Toy::new("a.R", "oldFit(y, d, w = 2, cube = TRUE)\noldFit(y, cube = TRUE)\noldFit(z, cube = TRUE)\n");
        let mut report = toy.report(&["oldFit", "oldFit", "oldFit"]);
        for finding in &mut report.findings {
            finding.arguments = vec![argument(Some(0), None), argument(Some(3), Some("cube"))];
        }
        report.findings[0].arguments.push(argument(Some(2), Some("w")));
        let text = written(&report, &toy.context(Some("new")), &PLAIN);
        let traps: Vec<_> = text.lines().filter(|line| line.starts_with("    trap:")).collect();
        assert_eq!(traps, ["    trap: lost-rows: Rows without a weight are lost. Give weights.", "    trap: lost-rows (told above)"]);
        assert_eq!(written(&report, &toy.context(None), &PLAIN).matches("   traps: lost-rows\n").count(), 2);
    }

    #[test]
    fn a_note_is_told_once() {
        let toy = Toy::new("a.R", "m <- '😀é'; oldFit(y, d)\noldFit(z, e)\n");
        let mut report = toy.report(&["oldFit", "oldFit"]);
        for finding in &mut report.findings {
            finding.arguments = vec![argument(Some(0), None), argument(Some(1), None)];
        }
        let expected = "\
warning[Oldpack/oldFit]: `oldFit` belongs to Oldpack, retired on 2022-07-01
   ╭─[a.R:1:12]
 1 │ m <- '😀é'; oldFit(y, d)
   ·             ───┬──
   ·                ╰─┤ called here: unmistakable, though nothing attaches its
   ·                  │ package
 2 │ oldFit(z, e)
   ╰────
     new: arguments -> newpack::fit (one call takes its place, with other
          arguments, medium confidence)
          carries over  formula
          changes       data -> x: a table without nulls
          to add        family = binomial()
    note: The first level counts.
    help: rxodus explain Oldpack/oldFit

warning[Oldpack/oldFit]: `oldFit` belongs to Oldpack, retired on 2022-07-01
   ╭─[a.R:2:1]
 1 │ m <- '😀é'; oldFit(y, d)
 2 │ oldFit(z, e)
   · ───┬──
   ·    ╰── called here: unmistakable, though nothing attaches its package
   ╰────
     new: arguments -> newpack::fit (one call takes its place, with other
          arguments, medium confidence)
          carries over  formula
          changes       data -> x
          to add        family = binomial()
    help: see a.R:1, or rxodus explain Oldpack/oldFit

2 findings in 1 file: all certain
packages: Oldpack 2
           arguments
     new:          2
   score: new  100.0 % ready, 1.1 (0.3-3.3) hours
          a judgement, without data, platforms and proof: see rxodus plan
    seen: 1 R script (41 B)
   as of: 2026-11-23
    next: begin with the most frequent: rxodus explain Oldpack/oldFit (2
          findings)
";
        assert_eq!(written(&report, &toy.context(Some("new")), &PLAIN), expected);
    }

    #[test]
    fn without_a_target_each_has_a_short_line() {
        let toy = Toy::new("a.R", "oldFit(y)\n");
        let text = written(&toy.report(&["oldFit"]), &toy.context(None), &PLAIN);
        assert!(text.contains("\n     new: arguments  newpack::fit, medium confidence\n    stay: unmapped   nobody has looked yet\n"), "{text}");
        assert!(
            text.ends_with("    next: choose where to go with --target new or stay, to see what becomes of\n          each call and its arguments\n"),
            "{text}"
        );
    }

    #[test]
    fn nothing_found_says_where() {
        let toy = Toy::new("a.R", "x <- 1\n");
        let expected = "Nothing retired found in 1 R script (7 B)\n   as of: 2026-11-23\n";
        assert_eq!(written(&toy.report(&[]), &toy.context(None), &PLAIN), expected);
    }

    #[test]
    fn colours_are_the_only_escapes() {
        let toy = Toy::new("a\x1b[2J.R", "'\x1b[2J'; oldFit(y)\n");
        let style = TextStyle { color: true, ..PLAIN };
        let text = written(&toy.report(&["oldFit"]), &toy.context(None), &style);
        assert!(text.contains("\x1b[") && !text.contains("\x1b[2J"), "{text}");
    }
}
