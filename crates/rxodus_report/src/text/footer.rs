//! Lines below a diagnostic: a label on the left, and text that wraps beside it.

use std::io::{self, Write};

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

use crate::{TextStyle, escape::escape};

/// Columns of a label, its colon included; text starts one column behind.
const LABEL: usize = 9;
/// Columns before the text.
pub(crate) const INDENTATION: usize = LABEL + 1;

/// `   label: text`, the text wrapped beside the label.
pub(crate) fn write_footer(label: &str, text: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    write_label(label, style, out)?;
    write_hanging(text, INDENTATION, style, out)
}

/// `   label: `, with its end above the others'.
pub(crate) fn write_label(label: &str, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    let label = format!("{label}:");
    write!(out, "{}{} ", " ".repeat(LABEL.saturating_sub(label.chars().count())), style.label(&label))
}

/// A paragraph whose first line stands at the cursor and whose others are moved in.
pub(crate) fn write_hanging(text: &str, indentation: usize, style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, line) in wrap(text, style.prose(indentation)).iter().enumerate() {
        let before = if at == 0 { 0 } else { indentation };
        writeln!(out, "{:before$}{line}", "")?;
    }
    Ok(())
}

/// Breaks at spaces alone, so that names with hyphens stay whole.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<std::borrow::Cow<'_, str>> {
    let options = Options::new(width).word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation);
    textwrap::wrap(text, options.wrap_algorithm(WrapAlgorithm::FirstFit).break_words(false))
}

/// Text of the rules as one paragraph.
pub(crate) fn paragraph(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
