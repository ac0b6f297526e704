//! `rxodus rules audit`: which entries somebody should look at again.

use std::path::Path;

use anyhow::Context as _;
use jiff::Span;
use rxodus_report::{AuditStandard, TextStyle, write_audit_json, write_audit_text};

use crate::{
    CLEAN,
    args::{AuditRules, ListFormat},
    config, output,
    run::as_of,
};

/// Runs the command and gives the exit status.
pub(super) fn audit(args: &AuditRules) -> anyhow::Result<u8> {
    let ruleset = super::ruleset(&config::nearest(Path::new("."))?.rules.extend)?;
    let standard = AuditStandard { as_of: as_of(args.as_of)?, months: args.older_than };
    let age = Span::new().try_months(i64::from(args.older_than)).context("so many months cannot be counted")?;
    let oldest = standard.as_of.checked_sub(age).context("there is no day so long ago")?;
    let audit = rxodus_rules::audit(&ruleset, oldest);
    let style = TextStyle { color: output::in_color(args.color, false), width: output::width(), links: false, quiet: false };
    output::write(None, |out| match args.format {
        ListFormat::Text => write_audit_text(&audit, standard, out, &style),
        ListFormat::Json => write_audit_json(&audit, standard, out),
    })?;
    Ok(CLEAN)
}
