//! R Markdown, Quarto, Sweave and R HTML: the code that knitr would run, by knitr's own rules and not by those of Markdown. A fence without
//! braces is text, and so is what Markdown calls an indented code block; a chunk in an HTML comment is code.

mod asides;
mod fence;
mod inline;
mod options;

use std::ops::Range;

use crate::{
    Aside, Cell, Chunk, Container, Include, Language, Remark, cell_language::CellLanguage, cell_text::CellText, chunks::Cut, lines::lines, magics,
};
use fence::{Fence, begins, ends, is_reference};
use options::Options;

/// How a document marks its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// ```` ```{r} ````
    Markdown,
    /// `<<>>=`
    Sweave,
    /// `<!--begin.rcode`
    Html,
}

/// A document while its lines are read.
struct Document<'a> {
    syntax: Syntax,
    text: &'a str,
    /// The chunk around the current line.
    open: Option<Open<'a>>,
    /// The prose since the last chunk.
    prose: Range<usize>,
    /// How many chunks there were, in any language.
    count: u32,
    /// What holds for chunks that do not say whether they are run.
    eval: bool,
    chunks: Vec<Chunk>,
    remarks: &'a mut Vec<Remark>,
    /// Other files whose code runs as part of it.
    includes: &'a mut Vec<Include>,
    asides: &'a mut Vec<Aside>,
    /// How many of the last ones speak of the next chunk.
    above: usize,
}

/// A chunk whose end was not met yet.
struct Open<'a> {
    fence: Fence<'a>,
    /// Its first byte.
    start: usize,
    body: Vec<Range<usize>>,
}

/// The chunks of a document, and the expressions in its prose; adds the paths of the documents and scripts that are part of it, and
/// comments that speak to this tool.
pub(crate) fn chunks(syntax: Syntax, text: &str, cut: &mut Cut) -> Vec<Chunk> {
    let Cut { remarks, includes, asides, .. } = cut;
    let eval = !options::front_matter_stops(text);
    let mut document = Document { syntax, text, open: None, prose: 0..0, count: 0, eval, chunks: Vec::new(), remarks, includes, asides, above: 0 };
    for line in lines(text) {
        document.line(line);
    }
    document.close();
    document.flush_prose();
    document.chunks
}

impl Document<'_> {
    fn line(&mut self, range: Range<usize>) {
        let line = self.text[range.clone()].trim_end_matches(['\n', '\r']);
        let next = begins(self.syntax, line);
        match (&mut self.open, next) {
            (Some(open), next) if next.as_ref().is_none_or(|next| !next.may_follow(&open.fence)) => {
                if ends(self.syntax, line, &open.fence) {
                    self.close();
                    self.prose = range.end..range.end;
                } else {
                    open.body.push(range);
                }
            }
            (_, Some(fence)) => {
                self.close();
                self.flush_prose();
                self.prose = range.end..range.end;
                self.open = Some(Open { fence, start: range.start, body: Vec::new() });
            }
            (_, None) => {
                self.includes.extend(options::shortcode(line).map(|path| Include { path, at: range.start }));
                self.prose.end = range.end;
            }
        }
    }

    fn flush_prose(&mut self) {
        let prose = std::mem::replace(&mut self.prose, 0..0);
        let (asides, above) = asides::asides(self.text, prose.clone());
        self.asides.extend(asides);
        self.above = above;
        for language in [Language::R, Language::Python] {
            let mut code = CellText::new(Container::Rmd, None);
            for expression in inline::expressions(self.syntax, language, self.text, prose.clone()) {
                let end = expression.end;
                code.push(self.text, expression);
                code.text.push('\n');
                code.map.push(1, end, 1);
            }
            self.chunks.extend((!code.text.is_empty()).then(|| code.whole(language)));
        }
        if self.syntax == Syntax::Sweave {
            self.eval = options::default_eval(&self.text[prose], options::SWEAVE_DEFAULTS).unwrap_or(self.eval);
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        self.prose = self.text.len()..self.text.len();
        self.count += 1;
        let above = self.asides.len() - std::mem::take(&mut self.above);
        for aside in &mut self.asides[above..] {
            aside.covers = open.body.first().map_or(0, |line| line.start)..open.body.last().map_or(0, |line| line.end);
        }
        let mut code = CellText::new(Container::Rmd, None);
        for line in open.body {
            push_line(&mut code, self.text, line, open.fence.prefix);
        }
        let options = Options::of(open.fence.options, &code.text);
        self.includes.extend(options.includes.into_iter().map(|path| Include { path, at: open.start }));
        code.cell = Some(Cell { number: self.count, id: options.label });
        code.evaluated = options.eval.unwrap_or(self.eval);
        self.eval = options::default_eval(&code.text, options::KNITR_DEFAULTS).unwrap_or(self.eval);
        let engine = options.engine.as_deref().unwrap_or(open.fence.engine).to_ascii_lowercase();
        let language = CellLanguage::of_word(&engine).unwrap_or_else(|| CellLanguage::other(&engine));
        self.chunks.extend(magics::chunks(code, &language, self.remarks));
    }
}

/// A line of a chunk without what stands before each of its lines. A reference to another chunk is no code.
fn push_line(code: &mut CellText, text: &str, range: Range<usize>, prefix: &str) {
    let line = &text[range.clone()];
    let prefix = if line.starts_with(prefix) { prefix } else { prefix.trim_end() };
    let prefix = if line.starts_with(prefix) { prefix.len() } else { 0 };
    let content = line.trim_end_matches(['\n', '\r']).len().max(prefix);
    let (start, end) = (range.start + prefix, range.start + content);
    if is_reference(&text[start..end]) {
        code.push_blank(start..end);
    } else {
        code.push(text, start..end);
    }
    code.push(text, end..range.end);
}

#[cfg(test)]
mod tests;
