//! Finds what strings are to the code around them: code of their own, names of packages, paths of files. Which functions take such strings
//! is known of the languages themselves by `rxodus_syntax`, of retired functions by their rules.

use rxodus_rules::{Language as RuleLanguage, Role, RuleId, RuleIndex, Symbol};
use rxodus_source::{Body, Chunk, Container, Joined, Language, SourceFile, Unknown};
use rxodus_syntax::{Argument, Attach, LinkKind, Piece, Purpose, TextUse, Usage, UsageKind};

use crate::{
    arguments::match_arguments,
    command::{self, Runs},
    texts::{Parts, Texts, strings},
    unit::{Code, Host, Link, Runner, Session},
};

/// What strings are.
#[derive(Default)]
pub(crate) struct Found<'a> {
    pub(crate) code: Vec<Embedded>,
    /// Packages, each with the code in which the name stands.
    pub(crate) attaches: Vec<(usize, Attach<'a>)>,
    pub(crate) links: Vec<Link>,
}

/// Code in a string.
pub(crate) struct Embedded {
    pub(crate) chunk: Chunk,
    /// The chunk of the file in which it stands: index of that one.
    pub(crate) root: usize,
    pub(crate) place: Place,
}

/// Where code in a string runs.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) session: Session,
    pub(crate) host: Option<Host>,
    pub(crate) runner: Option<Runner>,
}

/// A look at the strings of a file.
struct Finder<'u, 'a> {
    codes: &'u [Code<'a>],
    texts: Texts<'u, 'a>,
    found: Found<'a>,
}

/// Looks at the strings in the codes from this one on.
pub(crate) fn find<'a>(file: &'a SourceFile, codes: &[Code<'a>], start: usize, index: &RuleIndex) -> Found<'a> {
    let mut finder = Finder { codes, texts: Texts::new(file, codes), found: Found::default() };
    for (code, own) in codes.iter().enumerate().skip(start) {
        for text in &own.parsed.texts {
            if finder.is_meant(text) {
                finder.text(code, text);
            }
        }
        let Some(language) = rule_language(own.chunk.language) else { continue };
        for (at, usage) in own.parsed.usages.iter().enumerate().filter(|(_, usage)| matches!(usage.kind, UsageKind::Call | UsageKind::Method)) {
            let rules = index.running(language, usage.name);
            if !rules.is_empty() {
                finder.call(code, at, usage, rules, index);
            }
        }
    }
    finder.found
}

/// Functions of T-SQL that run strings are the business of `rxodus_source`.
fn rule_language(language: Language) -> Option<RuleLanguage> {
    match language {
        Language::R => Some(RuleLanguage::R),
        Language::Python => Some(RuleLanguage::Python),
        Language::Sql | Language::Text => None,
    }
}

impl<'u, 'a> Finder<'u, 'a> {
    /// Whether the file imports the module that makes a function run strings.
    fn is_meant(&self, text: &TextUse) -> bool {
        let Some(needed) = text.needs else { return true };
        let is_needed = |module: &str| module == needed || module.strip_prefix(needed).is_some_and(|rest| rest.starts_with('.'));
        self.codes.iter().flat_map(|code| &code.parsed.attaches).any(|attach| is_needed(attach.module.name))
    }

    fn text(&mut self, code: usize, text: &TextUse) {
        let parts = self.texts.parts(code, text);
        let own = &self.codes[code];
        match text.purpose {
            Purpose::Code(language) => {
                let place = Place { session: own.session, host: Some(Host { code, scope: text.scope }), runner: own.runner.clone() };
                let joined = self.texts.joined(&parts);
                self.add_code(code, language, &parts, joined, place);
            }
            Purpose::Command => self.command(code, &parts),
            Purpose::Package(kind) => {
                for (code, module) in strings(&parts).filter_map(|string| self.texts.name(string)) {
                    self.found.attaches.push((code, Attach { kind, module, names: Vec::new(), star: None, scope: text.scope }));
                }
            }
            Purpose::File(kind) => {
                let kind = if own.session == Session::FILE { kind } else { LinkKind::Elsewhere };
                strings(&parts).for_each(|string| self.link(kind, string, text.is_conditional));
            }
            // What such a name means is told where all names are.
            Purpose::Function => {}
        }
    }

    /// A path of which the end is known.
    fn link(&mut self, kind: LinkKind, parts: &[(usize, &Piece<'a>)], is_conditional: bool) {
        let joined = self.texts.joined(parts);
        let known = joined.unknown.last().map_or(0, |unknown| unknown.end);
        let is_tail = known > 0;
        let path = joined.text[known..].replace('\\', "/");
        let path = if is_tail { path.trim_start_matches('/').to_owned() } else { path };
        if !path.is_empty() && !path.contains('\n') {
            self.found.links.push(Link { kind, path, is_tail, at: self.texts.place(parts), is_conditional });
        }
    }

    fn command(&mut self, code: usize, parts: &Parts<'u, 'a>) {
        let words: Vec<_> = strings(parts).map(|string| self.texts.joined(string)).collect();
        let Some((language, runs)) = command::read(&words) else { return };
        match runs {
            Runs::File(path) => {
                let at = self.texts.place(parts);
                self.found.links.push(Link { kind: LinkKind::Elsewhere, path, is_tail: false, at, is_conditional: true });
            }
            Runs::Code(codes) => {
                let place = Place { session: self.own_session(), host: None, runner: self.codes[code].runner.clone() };
                for joined in codes {
                    self.add_code(code, language, parts, joined, place.clone());
                }
            }
        }
    }

    /// A session for one piece of code.
    fn own_session(&self) -> Session {
        Session(Session::OWN.0 + (self.codes.len() + self.found.code.len()) as u32)
    }

    /// A call that may be one of a function whose argument is code, or a script.
    fn call(&mut self, code: usize, at: usize, usage: &Usage<'a>, rules: &[RuleId], index: &RuleIndex) {
        let own = &self.codes[code];
        let symbols = || rules.iter().filter_map(|rule| index.symbol(*rule));
        let publishes = symbols().any(|symbol| symbol.has_role(&Role::Publishes));
        let session = if publishes { self.own_session() } else { Session::REMOTE };
        let runner = Some(Runner { code, usage: at, rules: rules.to_vec() });
        for argument in own.parsed.arguments_of(usage) {
            let Some(role) = symbols().find_map(|symbol| role_of(symbol, argument, own, usage)) else { continue };
            let parts = self.texts.parts_of(code, usage.scope, argument);
            let joined = self.texts.joined(&parts);
            if matches!(role, Role::ScriptArgument(_)) || is_script(&joined.text) {
                strings(&parts).for_each(|string| self.link(LinkKind::Elsewhere, string, usage.conditional));
            } else {
                self.add_code(code, own.chunk.language, &parts, joined, Place { session, host: None, runner: runner.clone() });
            }
        }
    }

    /// Code that one code runs, and that stands in another one where it is the value of a variable.
    fn add_code(&mut self, code: usize, language: Language, parts: &Parts, joined: Joined, place: Place) {
        let runner = self.codes[code].chunk;
        let Some((stands_in, _)) = parts.iter().find(|(_, piece)| matches!(piece, Piece::Literal(_))) else { return };
        let Code { chunk: host, root, .. } = self.codes[*stands_in];
        let Joined { text, map, unknown } = joined;
        let known = text.len() - unknown.iter().map(ExactSizeIterator::len).sum::<usize>();
        if known == 0 || text.trim().is_empty() {
            return;
        }
        let container = if host.language == Language::Python { Container::PythonString } else { Container::RString };
        let unknown = Unknown { language: false, parts: unknown, recovered: host.unknown.recovered };
        let chunk = Chunk {
            container,
            language,
            body: Body::Text { text, map },
            evaluated: runner.evaluated,
            cell: host.cell.clone(),
            inputs: Vec::new(),
            unknown,
        };
        self.found.code.push(Embedded { chunk, root, place });
    }
}

/// The role that makes an argument of a call code or a script.
fn role_of<'s>(symbol: &'s Symbol, argument: &Argument, code: &Code, usage: &Usage) -> Option<&'s Role> {
    let matched = match_arguments(code.chunk.language, &symbol.formals, code.parsed.arguments_of(usage));
    let matched = matched.into_iter().find(|matched| matched.span == argument.span)?;
    let formal = matched.formal.map(|formal| symbol.formals[usize::from(formal)].name.as_str());
    symbol.roles.iter().find(|role| role.argument().is_some_and(|name| formal == Some(name) || matched.written.as_deref() == Some(name)))
}

/// Where code may stand, this is the path of a script.
fn is_script(text: &str) -> bool {
    let is_path = |character: char| character.is_alphanumeric() || " ./\\:_-~".contains(character);
    let text = text.trim();
    let extension = text.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("r" | "py")) && text.chars().all(is_path)
}
