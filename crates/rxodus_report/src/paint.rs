//! Colours and links of the terminal output.

use anstyle::{AnsiColor, Style};

/// How output for a terminal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextStyle {
    /// Write ANSI colours.
    pub color: bool,
    /// Columns of the terminal; prose is broken earlier on very wide ones.
    pub width: usize,
    /// Write links that a terminal opens on a click.
    pub links: bool,
    /// The summary alone, without a diagnostic for each finding.
    pub quiet: bool,
}

/// Longer lines of prose are hard to read.
const WIDEST_PROSE: usize = 110;
/// Narrower ones too.
const NARROWEST_PROSE: usize = 40;

impl TextStyle {
    /// Where prose is broken, after that many columns of indentation.
    pub(crate) fn prose(&self, indentation: usize) -> usize {
        self.width.min(WIDEST_PROSE).saturating_sub(indentation).max(NARROWEST_PROSE)
    }

    /// The part that a reader looks for first.
    pub(crate) fn strong(&self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    /// The name of a part.
    pub(crate) fn label(&self, text: &str) -> String {
        self.paint(Style::new().bold().fg_color(Some(AnsiColor::Cyan.into())), text)
    }

    /// What may be skipped.
    pub(crate) fn faint(&self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    /// A new name.
    pub(crate) fn new_code(&self, text: &str) -> String {
        self.paint(Style::new().fg_color(Some(AnsiColor::Green.into())), text)
    }

    /// A text that opens an address; the text alone where links are off or there is no address.
    pub(crate) fn link(&self, address: &str, text: &str) -> String {
        let opens = self.links && address.starts_with("http") && !address.contains(char::is_control);
        if opens { format!("\u{1b}]8;;{address}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\") } else { text.to_owned() }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.color && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
