//! `--platform` and `rxodus platforms`: where code will run, and what its life says against that.

use anyhow::bail;
use jiff::civil::Date;
use rxodus_report::{TextStyle, life, suggest_platforms, write_platforms, write_platforms_json};
use rxodus_rules::{Platform, Ruleset, Status, TargetId};

use crate::{
    CLEAN,
    args::{ListFormat, Platforms},
    config, output, rules,
    run::as_of,
};

/// The platform of a name as a place to move to, with its target. One that is over is none, unless that is allowed.
pub(crate) fn destination<'r>(ruleset: &'r Ruleset, name: &str, as_of: Date, allow_retired: bool) -> anyhow::Result<(&'r Platform, TargetId)> {
    let Some(platform) = ruleset.platform(name) else { bail!("{}", unknown(ruleset, name)) };
    let instead = instead(platform);
    if platform.status_on(as_of) == Status::Retired && !allow_retired {
        bail!(
            "`{}` is no place to move to: {}, {}{instead}; --allow-retired takes it all the same",
            platform.id,
            platform.title,
            life(platform, as_of)
        );
    }
    match platform.target {
        Some(target) => Ok((platform, target)),
        None => bail!("`{}` is no place to move to: no code runs on {}{instead}; `rxodus platforms` lists them all", platform.id, platform.title),
    }
}

/// What to say when no platform has this name.
pub(crate) fn unknown(ruleset: &Ruleset, name: &str) -> String {
    let hint = match suggest_platforms(ruleset, name).as_slice() {
        [] => "`rxodus platforms` lists them all".to_owned(),
        near => format!("did you mean {}?", near.join(", ")),
    };
    format!("there is no platform `{}`; {hint}", name.escape_debug())
}

fn instead(platform: &Platform) -> String {
    if platform.successors.is_empty() { String::new() } else { format!("; its successor: {}", platform.successors.join(" or ")) }
}

/// Says on standard error what speaks against a platform, and when nobody has looked at platforms for long.
pub(crate) fn warn(ruleset: &Ruleset, platform: &Platform, as_of: Date) {
    if platform.status_on(as_of) == Status::Retired || platform.ends_soon(as_of) {
        output::note(&format!("warning: {}: {}{}", platform.title, life(platform, as_of), instead(platform)));
    }
    warn_if_stale(ruleset, as_of);
}

/// Says so when nobody has looked at platforms for more than a year.
pub(crate) fn warn_if_stale(ruleset: &Ruleset, as_of: Date) {
    if let Some(newest) = ruleset.stale_platforms(as_of) {
        output::note(&format!(
            "warning: platforms were last looked at on {newest}, more than a year before {as_of}: ask their makers before you choose one"
        ));
    }
}

/// `rxodus platforms`.
pub(crate) fn platforms(args: &Platforms) -> anyhow::Result<u8> {
    let ruleset = rules::ruleset(&config::nearest(std::path::Path::new("."))?.rules.extend)?;
    let as_of = as_of(args.as_of)?;
    warn_if_stale(&ruleset, as_of);
    let style = TextStyle { color: output::in_color(args.color, false), width: output::width(), links: false, quiet: false };
    output::write(None, |out| match args.format {
        ListFormat::Text => write_platforms(&ruleset, as_of, out, &style),
        ListFormat::Json => write_platforms_json(&ruleset, as_of, out),
    })?;
    Ok(CLEAN)
}
