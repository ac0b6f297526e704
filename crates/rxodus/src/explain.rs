//! `rxodus explain`: the page of a rule, of a target or of a platform.

use std::io::{self, Write};

use anyhow::bail;
use jiff::civil::Date;
use rxodus_report::{Explained, TextStyle, rules_of_name, suggest, suggest_platforms, write_explain, write_platform, write_problem, write_target};
use rxodus_rules::{Platform, RuleId, RuleIndex, TargetId};

use crate::{
    CLEAN,
    args::Explain,
    config, output,
    platform::warn_if_stale,
    run::{as_of, target_named},
};

/// Something that has a page.
enum Page<'i> {
    Rule(RuleId),
    Target(TargetId),
    Platform(&'i Platform),
}

/// Prints the page of each rule, target and platform of this name, and gives the exit status.
pub(crate) fn explain(args: &Explain) -> anyhow::Result<u8> {
    let index = RuleIndex::new(crate::rules::ruleset(&config::nearest(std::path::Path::new("."))?.rules.extend)?);
    let targets = args.target.iter().map(|name| target_named(index.ruleset(), name)).collect::<anyhow::Result<Vec<_>>>()?;
    let pages = pages(&index, &args.name);
    if pages.is_empty() {
        let mut page = Vec::new();
        if write_problem(&args.name, &mut page)? {
            return output::write(None, |out| out.write_all(&page)).map(|()| CLEAN);
        }
        bail!("{}", unknown(&index, &args.name));
    }
    let as_of = as_of(args.as_of)?;
    if pages.iter().any(|page| matches!(page, Page::Platform(_))) {
        warn_if_stale(index.ruleset(), as_of);
    }
    let style = TextStyle { color: output::in_color(args.color, false), width: output::width(), links: false, quiet: false };
    let explained = Explained { whole: args.verbose || !targets.is_empty(), targets };
    output::write(None, |out| {
        if let [_, _, ..] = &pages[..] {
            let ids: Vec<_> = pages.iter().map(|page| id(&index, page)).collect();
            writeln!(out, "`{}` has {} pages: {}\n", args.name, ids.len(), ids.join(", "))?;
        }
        for (number, page) in pages.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            write_page(&index, page, &explained, as_of, out, &style)?;
        }
        Ok(())
    })?;
    Ok(CLEAN)
}

fn pages<'i>(index: &'i RuleIndex, name: &str) -> Vec<Page<'i>> {
    let ruleset = index.ruleset();
    let target = target_named(ruleset, name).ok().map(Page::Target);
    rules_of_name(index, name).into_iter().map(Page::Rule).chain(target).chain(ruleset.platform(name).map(Page::Platform)).collect()
}

fn id(index: &RuleIndex, page: &Page) -> String {
    match page {
        Page::Rule(rule) => index.id(*rule),
        Page::Target(target) => format!("the target {}", index.ruleset().targets[usize::from(target.0)].id),
        Page::Platform(platform) => format!("the platform {}", platform.id),
    }
}

fn write_page(index: &RuleIndex, page: &Page, explained: &Explained, as_of: Date, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    match page {
        Page::Rule(rule) => write_explain(index, *rule, explained, out, style),
        Page::Target(target) => write_target(index.ruleset(), *target, as_of, out, style),
        Page::Platform(platform) => write_platform(index.ruleset(), platform, as_of, out, style),
    }
}

/// What to say when nothing has this name.
fn unknown(index: &RuleIndex, name: &str) -> String {
    let near = [suggest(index, name), suggest_platforms(index.ruleset(), name)].concat();
    let hint = if near.is_empty() {
        "`rxodus rules list` and `rxodus platforms` list them all".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    format!("no rule, no target and no platform is called `{name}`; {hint}")
}
