//! The options of a chunk that matter here: its label, its engine, and whether it is run.

/// What a chunk says of itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Options {
    /// Empty where it has none.
    pub(super) label: String,
    /// Overrides the one of the first line.
    pub(super) engine: Option<String>,
    /// Absent where it does not say.
    pub(super) eval: Option<bool>,
    /// Other files that are run in its place: children, and scripts that it reads its code from.
    pub(super) includes: Vec<String>,
}

/// Before the options that hold for all later chunks.
pub(super) const KNITR_DEFAULTS: (&str, char) = ("opts_chunk$set(", ')');
/// The same in Sweave, where it stands in the prose.
pub(super) const SWEAVE_DEFAULTS: (&str, char) = ("\\SweaveOpts{", '}');

impl Options {
    /// Those of the first line, then those of the `#|` lines at the start of the code, which win.
    pub(super) fn of(first_line: &str, code: &str) -> Self {
        let mut options = Self::default();
        let list = first_line.trim_start_matches([' ', ',', '\t', '-']);
        let mut parts = split(list).into_iter();
        if let Some(label) = parts.clone().next().filter(|part| !part.contains('=')) {
            options.label = unquoted(label);
            parts.next();
        }
        options.set_all(parts);
        for line in code.lines().map_while(|line| line.trim_start().strip_prefix("#|")) {
            if is_yaml(line) {
                options.set(line, ':');
            } else {
                options.set_all(split(line));
            }
        }
        options
    }

    fn set_all<'a>(&mut self, parts: impl IntoIterator<Item = &'a str>) {
        for part in parts {
            self.set(part, '=');
        }
    }

    fn set(&mut self, part: &str, sign: char) {
        let Some((name, value)) = part.split_once(sign) else { return };
        match name.trim() {
            "label" => self.label = unquoted(value),
            "engine" => self.engine = Some(unquoted(value)),
            "eval" => self.eval = Some(!is_false(value)),
            "child" | "file" => self.includes.extend(quoted(value)),
            "code" if value.contains("read") => self.includes.extend(quoted(value)),
            _ => {}
        }
    }
}

/// `name: value`, where `name = value` is the older way.
fn is_yaml(line: &str) -> bool {
    line.find(':').is_some_and(|colon| line.find('=').is_none_or(|equals| colon < equals))
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}

/// The strings in a value; in YAML it may be one without quotes.
fn quoted(value: &str) -> Vec<String> {
    let value = value.trim();
    let Some(quote) = value.chars().find(|character| matches!(character, '"' | '\'')) else {
        let is_path = !value.is_empty() && !value.contains(['(', ' ', '$']) && value.contains('.');
        return is_path.then(|| value.to_owned()).into_iter().collect();
    };
    value.split(quote).skip(1).step_by(2).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The path in Quarto's `{{< include path >}}`.
pub(super) fn shortcode(line: &str) -> Option<String> {
    let path = line.trim().strip_prefix("{{<")?.trim_start().strip_prefix("include")?.strip_suffix(">}}")?;
    (path.starts_with(' ') && !path.trim().is_empty()).then(|| unquoted(path))
}

fn is_false(value: &str) -> bool {
    matches!(value.trim(), "FALSE" | "F" | "false" | "False" | "no")
}

/// The parts of a list, at commas outside of quotes and brackets.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, character, depth) in outside_quotes(list) {
        if character == ',' && depth == 0 {
            parts.push(&list[start..at]);
            start = at + 1;
        }
    }
    parts.push(&list[start..]);
    parts
}

/// The characters outside of quotes, each with how many brackets are open before it.
fn outside_quotes(list: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut quote, mut depth) = (None, 0_usize);
    list.char_indices().filter_map(move |(at, character)| {
        let before = depth;
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(character),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        (quote.is_none()).then_some((at, character, before))
    })
}

/// Whether later chunks are run, if this text says so between a mark and its closing bracket.
pub(super) fn default_eval(text: &str, (mark, close): (&str, char)) -> Option<bool> {
    let list = &text[text.rfind(mark)? + mark.len()..];
    let (end, ..) = outside_quotes(list).find(|(_, character, depth)| *character == close && *depth == 0)?;
    let mut options = Options::default();
    options.set_all(split(&list[..end]));
    options.eval
}

/// Whether the YAML at the head of a document says `eval: false` for all of it.
pub(super) fn front_matter_stops(text: &str) -> bool {
    let mut lines = text.lines();
    let has_head = lines.next().is_some_and(|first| first.trim_end() == "---");
    let mut head = lines.take_while(|line| !matches!(line.trim_end(), "---" | "..."));
    has_head && head.any(|line| line.trim().strip_prefix("eval:").is_some_and(is_false))
}
