//! JSON inside a page.

use std::io::{self, Write};

/// Writes JSON so that no HTML parser sees a tag, a comment or a reference in it. These characters occur in strings alone, where `\u003c` is `<`.
///
/// The separators U+2028 and U+2029 stay: they end a line of a script, and the element is data that `JSON.parse` reads.
pub(super) struct Embedded<'a>(pub(super) &'a mut dyn Write);

impl Write for Embedded<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let written = match byte {
                b'<' => "\\u003c",
                b'>' => "\\u003e",
                b'&' => "\\u0026",
                _ => continue,
            };
            self.0.write_all(&bytes[from..at])?;
            self.0.write_all(written.as_bytes())?;
            from = at + 1;
        }
        self.0.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
