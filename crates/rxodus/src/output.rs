//! Where a report goes: standard output or a file, whole or not at all.

use std::{
    io::{self, BufWriter, IsTerminal as _, Write},
    path::Path,
};

use anyhow::Context as _;

use rxodus_report::TextStyle;

use crate::args::Color;

/// Writes to standard output, or atomically to a file.
pub(crate) fn write(file: Option<&Path>, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let Some(file) = file else {
        let mut out = BufWriter::new(io::stdout().lock());
        render(&mut out)?;
        return Ok(out.flush()?);
    };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let cannot = || format!("cannot write `{}`", file.display());
    let mut temporary = BufWriter::new(tempfile::NamedTempFile::new_in(folder).with_context(cannot)?);
    render(&mut temporary).with_context(cannot)?;
    temporary.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot)?.persist(file).with_context(cannot)?;
    Ok(())
}

/// Whether whoever read our output has gone: no error of ours.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}

/// How text is shown where it goes.
pub(crate) fn style(color: Color, to_file: bool, quiet: bool) -> TextStyle {
    TextStyle { color: in_color(color, to_file), width: width(), links: false, quiet }
}

/// Whether to use colour on standard output.
pub(crate) fn in_color(color: Color, to_file: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => !to_file && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
    }
}

/// The width of the terminal in characters; 100 where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).clamp(60, 120))
}
