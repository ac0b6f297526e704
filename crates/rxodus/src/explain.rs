//! `rxodus explain`: the page of a rule or of a platform.

use anyhow::bail;
use rxodus_report::{TextStyle, rules_of_name, suggest, suggest_platforms, write_explain, write_platform};
use rxodus_rules::RuleIndex;

use crate::{CLEAN, args::Explain, config, output, platform::warn_if_stale, run::as_of};

/// Prints the page of each rule and platform of this name, and gives the exit status.
pub(crate) fn explain(args: &Explain) -> anyhow::Result<u8> {
    let index = RuleIndex::new(crate::rules::ruleset(&config::nearest(std::path::Path::new("."))?.rules.extend)?);
    let rules = rules_of_name(&index, &args.name);
    let platform = index.ruleset().platform(&args.name);
    let ids: Vec<_> = rules.iter().map(|rule| index.id(*rule)).chain(platform.map(|platform| platform.id.clone())).collect();
    if ids.is_empty() {
        bail!("{}", unknown(&index, &args.name));
    }
    let as_of = as_of(args.as_of)?;
    if platform.is_some() {
        warn_if_stale(index.ruleset(), as_of);
    }
    let style = TextStyle { color: output::in_color(args.color, false), width: output::width(), links: false, quiet: false };
    output::write(None, |out| {
        if let [_, _, ..] = &ids[..] {
            writeln!(out, "`{}` has {} pages: {}\n", args.name, ids.len(), ids.join(", "))?;
        }
        for (number, rule) in rules.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            write_explain(&index, *rule, out, &style)?;
        }
        let Some(platform) = platform else { return Ok(()) };
        if !rules.is_empty() {
            writeln!(out)?;
        }
        write_platform(index.ruleset(), platform, as_of, out, &style)
    })?;
    Ok(CLEAN)
}

/// What to say when nothing has this name.
fn unknown(index: &RuleIndex, name: &str) -> String {
    let near = [suggest(index, name), suggest_platforms(index.ruleset(), name)].concat();
    let hint = if near.is_empty() {
        "`rxodus rules list` and `rxodus platforms` list them all".to_owned()
    } else {
        format!("did you mean {}?", near.join(", "))
    };
    format!("no rule and no platform is called `{name}`; {hint}")
}
