//! Commands for the shell that run R or Python: code behind `-e` or `-c`, or a script.

use rxodus_source::{Joined, Language};

/// What a command runs.
pub(crate) enum Runs {
    /// The script of this path.
    File(String),
    /// This code.
    Code(Vec<Joined>),
}

/// What a command runs, of which these are the words, or the first is all of it, or the second all but the first word.
pub(crate) fn read(words: &[Joined]) -> Option<(Language, Runs)> {
    let words: Vec<Joined> = match words {
        [line] => split(line),
        [program, line] => std::iter::once(program.clone()).chain(split(line)).collect(),
        words => words.iter().map(unquoted).collect(),
    };
    let (program, rest) = words.split_first()?;
    let name = program.text.rsplit(['/', '\\']).next()?.trim_end_matches(".exe");
    let (language, flag) = match name {
        "Rscript" | "R" => (Language::R, "-e"),
        "python" | "python3" => (Language::Python, "-c"),
        _ => return None,
    };
    let code: Vec<_> = rest.windows(2).filter(|pair| pair[0].text == flag).map(|pair| pair[1].clone()).collect();
    if !code.is_empty() {
        return Some((language, Runs::Code(code)));
    }
    let script = rest.iter().find(|word| !word.text.starts_with('-')).filter(|word| word.unknown.is_empty())?;
    Some((language, Runs::File(script.text.replace('\\', "/"))))
}

/// The words of a line, by the shell's quotes.
fn split(line: &Joined) -> Vec<Joined> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<Joined>, None);
    let mut characters = line.text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (None, ' ' | '\t' | '\n') => words.extend(word.take()),
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_with(Joined::empty);
            }
            (Some(open), _) if open == character => quote = None,
            (Some('"'), '\\') if characters.peek().is_some_and(|(_, next)| matches!(next, '"' | '\\' | '$' | '`')) => {
                characters.next();
                word.get_or_insert_with(Joined::empty).copy(&line.text, at + 1..at + 2, &line.unknown);
            }
            _ => word.get_or_insert_with(Joined::empty).copy(&line.text, at..at + character.len_utf8(), &line.unknown),
        }
    }
    words.extend(word);
    words.into_iter().map(|word| word.through(&line.map)).collect()
}

/// A word without the quotes around it, where it has some for a shell.
fn unquoted(word: &Joined) -> Joined {
    let inside = ['"', '\''].iter().find_map(|quote| word.text.strip_prefix(*quote)?.strip_suffix(*quote));
    inside.map_or_else(|| word.clone(), |inside| word.part(1..1 + inside.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Joined {
        let mut joined = Joined::empty();
        joined.copy(text, 0..text.len(), &[]);
        joined
    }

    fn run(words: &[&str]) -> Option<String> {
        let words: Vec<_> = words.iter().map(|word| line(word)).collect();
        Some(match read(&words)?.1 {
            Runs::File(path) => path,
            Runs::Code(codes) => codes.into_iter().map(|code| code.text).collect::<Vec<_>>().join("|"),
        })
    }

    #[test]
    fn what_commands_run() {
        assert_eq!(run(&[r#"Rscript --vanilla -e 'f("a b")' -e "g(\"c\")""#]).as_deref(), Some("f(\"a b\")|g(\"c\")"));
        assert_eq!(run(&["/usr/bin/Rscript", "-e 'f()'"]).as_deref(), Some("f()"));
        assert_eq!(run(&["python", "-c", "'import a; a.b()'"]).as_deref(), Some("import a; a.b()"));
        assert_eq!(run(&["Rscript", "--slave", "a b.R"]).as_deref(), Some("a b.R"));
        assert_eq!(run(&[r"C:\R\bin\Rscript.exe jobs\a.R x"]).as_deref(), Some("jobs/a.R"));
        assert_eq!(run(&["ls -e 'f()'"]), None);
    }

    #[test]
    fn words_keep_their_way_back() {
        let words = split(&line(r#"R -e "f(\"é\")""#));
        assert_eq!((words[2].text.as_str(), words[2].map.raw_range(2..5)), ("f(\"é\")", 9..12));
    }
}
