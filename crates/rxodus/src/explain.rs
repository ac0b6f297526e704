//! `rxodus explain`: the page of a rule.

use anyhow::bail;
use rxodus_report::{TextStyle, rules_of_name, suggest, write_explain};
use rxodus_rules::RuleIndex;

use crate::{CLEAN, args::Explain, config, output};

/// Prints the page of each rule of this name, and gives the exit status.
pub(crate) fn explain(args: &Explain) -> anyhow::Result<u8> {
    let index = RuleIndex::new(crate::rules::ruleset(&config::nearest(std::path::Path::new("."))?.rules.extend)?);
    let rules = rules_of_name(&index, &args.name);
    if rules.is_empty() {
        match suggest(&index, &args.name).as_slice() {
            [] => bail!("no rule is called `{}`; `rxodus rules list` lists them all", args.name),
            near => bail!("no rule is called `{}`; did you mean {}?", args.name, near.join(", ")),
        }
    }
    let style = TextStyle { color: output::in_color(args.color, false), width: output::width(), links: false, quiet: false };
    let ids: Vec<_> = rules.iter().map(|rule| index.id(*rule)).collect();
    output::write(None, |out| {
        if let [_, _, ..] = &rules[..] {
            writeln!(out, "`{}` means {} rules: {}\n", args.name, rules.len(), ids.join(", "))?;
        }
        for (number, rule) in rules.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            write_explain(&index, *rule, out, &style)?;
        }
        Ok(())
    })?;
    Ok(CLEAN)
}
