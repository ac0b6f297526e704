//! Where a report goes: standard output or a file, whole or not at all.

use std::{
    fs,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::Path,
};

use anyhow::Context as _;

use rxodus_report::TextStyle;

use crate::args::Color;

/// Writes to standard output, or atomically to a file. A reader that has gone wanted no more: no error, and the job goes on to its exit status.
pub(crate) fn write(file: Option<&Path>, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let written = match file {
        None => print(render),
        Some(file) => replace(file, render),
    };
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => {
            written.with_context(|| file.map_or("cannot write to standard output".to_owned(), |file| format!("cannot write `{}`", file.display())))
        }
    }
}

/// Writes a line to standard output.
pub(crate) fn line(text: &str) -> anyhow::Result<()> {
    write(None, |out| writeln!(out, "{text}"))
}

/// Writes a line to standard error, whether or not anybody reads it.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

fn print(render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    render(&mut out)?;
    out.flush()
}

/// Puts a whole file in the place of what is there. Its rights are those that it had, else those of any new file; a link stays a link, and
/// what is no file (a pipe, `/dev/null`) is written to as it is.
fn replace(file: &Path, render: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let file = &file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let there = fs::metadata(file).ok();
    if there.as_ref().is_some_and(|there| !there.is_file() && !there.is_dir()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(file)?);
        render(&mut out)?;
        return out.flush();
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut out = BufWriter::new(tempfile::Builder::new().make_in(folder, |path| fs::File::create_new(path))?);
    render(&mut out)?;
    let temporary = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(there) = there {
        temporary.as_file().set_permissions(there.permissions())?;
    }
    temporary.persist(file)?;
    Ok(())
}

/// A path as a person here would write it: below the current folder without that.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    path.strip_prefix(&here).unwrap_or(path).display().to_string()
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
