//! A finding as a miette diagnostic: header and code. What it becomes stands below, and is not miette's.

use std::{
    fmt,
    io::{self, Write},
};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use rxodus_scan::{Finding, Report};

use super::footer::wrap;
use crate::{
    Context, Severity, TextStyle,
    escape::escape,
    message::{headline, label},
    position::file_of,
    window::Window,
};

/// Characters of a line of code that are shown at most, and at least on the narrowest terminal.
const LONGEST_CODE: usize = 200;
const SHORTEST_CODE: usize = 40;
/// Characters of a line of a label that are not broken, however far to the right it stands.
const NARROWEST_LABEL: usize = 32;

/// A finding in words, with its lines of code.
#[derive(Debug)]
struct Told {
    severity: Severity,
    headline: String,
    label: String,
    window: Window,
}

/// Writes the header and the code of a finding.
pub(super) fn write_diagnostic(report: &Report, context: &Context, finding: &Finding, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let severity = context.severity(report, finding);
    let gutter = |line: usize| line.to_string().len() + 5;
    let limit = |line: usize| style.width.saturating_sub(gutter(line)).clamp(SHORTEST_CODE, LONGEST_CODE);
    let window = Window::new(file_of(report, finding.file), finding, limit);
    let told = Told {
        severity,
        headline: style.strong(&headline(report, context, finding)),
        label: fit(&label(report, finding), style.width.saturating_sub(gutter(window.line()) + window.middle() + 4)),
        window,
    };
    let mut rendered = String::new();
    let handler = GraphicalReportHandler::new_themed(theme(context, finding, severity, style));
    let handler = handler.with_links(false).with_width(style.width).with_wrap_lines(false).without_syntax_highlighting();
    handler.render_report(&mut rendered, &told).map_err(io::Error::other)?;
    // miette moves the header in by two columns.
    for line in rendered.strip_prefix("  ").unwrap_or(&rendered).lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The phrases of a label in one line, or in a line each where one is too short.
fn fit(phrases: &[String], room: usize) -> String {
    let all = phrases.join("; ");
    if all.chars().count() <= room {
        return all;
    }
    let lines = phrases.iter().flat_map(|phrase| wrap(phrase, room.max(NARROWEST_LABEL)));
    lines.collect::<Vec<_>>().join("\n")
}

/// `warning[rule]:` takes the place of miette's sign, and the label has the colour of the header.
fn theme(context: &Context, finding: &Finding, severity: Severity, style: &TextStyle) -> GraphicalTheme {
    let mut theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let (own, sign) = match severity {
        Severity::Error => (&mut theme.styles.error, &mut theme.characters.error),
        Severity::Warning => (&mut theme.styles.warning, &mut theme.characters.warning),
        Severity::Note => (&mut theme.styles.advice, &mut theme.characters.advice),
    };
    *sign = format!("{}[{}]:", severity.name(), rule(context, finding, style));
    if style.color {
        *own = own.bold();
    }
    theme.styles.highlights = vec![*own];
    theme.styles.link = theme.styles.help;
    theme
}

/// The rule's id, which opens the page of the vendor's documentation.
fn rule(context: &Context, finding: &Finding, style: &TextStyle) -> String {
    let page = context.index.symbol(finding.rule).map_or("", |symbol| symbol.reference.as_str());
    style.link(page, &escape(&context.index.id(finding.rule)))
}

impl Diagnostic for Told {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_primary_with_span(Some(self.label.clone()), self.window.span());
        Some(Box::new(std::iter::once(label)))
    }
}

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.headline)
    }
}

impl std::error::Error for Told {}
