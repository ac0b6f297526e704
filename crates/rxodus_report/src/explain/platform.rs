//! The page of a platform, and the list of all of them.

use std::io::{self, Write};

use jiff::civil::Date;
use rxodus_rules::{Language, Limit, Platform, Ruleset, Status};

use super::{entry::write_addresses, write_unless_empty};
use crate::{
    TextStyle,
    escape::escape,
    platform::life,
    text::footer::{INDENTATION, paragraph, write_footer, write_hanging, write_label},
    words::list,
};

/// Writes the page of a platform, as it is on a day.
pub fn write_platform(ruleset: &Ruleset, platform: &Platform, as_of: Date, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    writeln!(out, "{}: {}", style.strong(&escape(&platform.id)), escape(&platform.title))?;
    write_footer("status", &life(platform, as_of), style, out)?;
    let target = platform.target.map(|target| &ruleset.targets[usize::from(target.0)]);
    write_footer(
        "target",
        &target.map_or("none: no code moves to it".to_owned(), |target| escape(&format!("{}: {}", target.id, target.title))),
        style,
        out,
    )?;
    write_unless_empty("instead", &names(&platform.successors), style, out)?;
    write_unless_empty("also", &names(&platform.aliases), style, out)?;
    for (label, text) in [("R", &platform.r), ("Python", &platform.python)] {
        write_footer(label, if text.is_empty() { "not run there".to_owned() } else { paragraph(text) }.as_str(), style, out)?;
    }
    write_unless_empty("ships", &names(&platform.ships), style, out)?;
    write_limits(&platform.limits, style, out)?;
    write_unless_empty("note", &paragraph(&platform.note), style, out)?;
    write_footer("checked", &format!("{}, {} confidence", platform.checked, platform.confidence.name()), style, out)?;
    write_addresses("sources", &platform.sources, style, out)
}

fn names(names: &[String]) -> String {
    names.iter().map(|name| escape(name)).collect::<Vec<_>>().join(", ")
}

fn write_limits(limits: &[Limit], style: &TextStyle, out: &mut dyn Write) -> io::Result<()> {
    for (at, limit) in limits.iter().enumerate() {
        match at {
            0 => write_label("limits", style, out)?,
            _ => write!(out, "{:INDENTATION$}", "")?,
        }
        write_hanging(&format!("{}: {}", about(limit), paragraph(&limit.note)), INDENTATION, style, out)?;
    }
    Ok(())
}

/// What a limit is about: `R`, `one and another package`, `everything`.
pub(crate) fn about(limit: &Limit) -> String {
    let named: Vec<_> = limit.packages.iter().chain(&limit.rules).map(|name| escape(name)).collect();
    match (named.is_empty(), limit.language) {
        (true, None) => "everything".to_owned(),
        (true, Some(language)) => Language::name(language).to_owned(),
        (false, _) => list(&named, "and"),
    }
}

/// Writes a line for each platform: its id, its target, and where it is in its life. Those that are over stand last.
pub fn write_platforms(ruleset: &Ruleset, as_of: Date, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    let width = ruleset.platforms.iter().map(|platform| platform.id.len()).max().unwrap_or(0);
    for over in [false, true] {
        for platform in ruleset.platforms.iter().filter(|platform| (platform.status_on(as_of) == Status::Retired) == over) {
            let target = platform.target.map_or("-", |target| ruleset.targets[usize::from(target.0)].id.as_str());
            writeln!(
                out,
                "{}{:gap$}  {target:<8} {}",
                style.strong(&escape(&platform.id)),
                "",
                life(platform, as_of),
                gap = width - platform.id.len()
            )?;
        }
    }
    Ok(())
}
