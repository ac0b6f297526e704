//! What an audit of the rules found, for people and for programs.

use std::io::{self, Write};

use jiff::civil::Date;
use rxodus_rules::{Audit, Doubt, Doubtful};
use serde::Serialize;

use crate::{
    TextStyle,
    escape::escape,
    json_text::write_value,
    text::footer::{INDENTATION, write_footer, write_hanging},
    words::{count, thousands},
};

/// By what an audit judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditStandard {
    /// The day.
    pub as_of: Date,
    /// Entries that are older than that are old.
    pub months: u32,
}

/// The whole document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AuditOut<'a> {
    schema: &'static str,
    as_of: String,
    older_than_months: u32,
    counts: Counts,
    entries: Vec<EntryOut<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Counts {
    entries: usize,
    doubtful: usize,
    old: usize,
    low_confidence: usize,
    unverified: usize,
    without_call: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EntryOut<'a> {
    file: &'a str,
    about: &'a str,
    target: Option<&'a str>,
    checked: String,
    confidence: &'static str,
    call: Option<&'a str>,
    doubts: Vec<&'static str>,
}

/// Writes how many entries have which doubt, then the entries, file by file.
pub fn write_audit_text(audit: &Audit, standard: AuditStandard, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    let doubtful = audit.doubtful.len();
    let (all, doubtful) = (thousands(audit.entries as u64), thousands(doubtful as u64));
    writeln!(out, "{}", style.strong(&format!("{all} entries as of {}: {doubtful} to look at again", standard.as_of)))?;
    for doubt in Doubt::ALL {
        write_footer("doubt", &format!("{}: {}", what(doubt, standard), thousands(having(audit, doubt) as u64)), style, out)?;
    }
    write_footer("note", &format!("{} name no call, so none can be verified", thousands(audit.without_call as u64)), style, out)?;
    for entries in audit.doubtful.chunk_by(|a, b| a.file == b.file) {
        writeln!(out, "\n{} ({})", style.strong(&escape(&entries[0].file)), thousands(entries.len() as u64))?;
        for entry in entries {
            write_entry(entry, out, style)?;
        }
    }
    Ok(())
}

fn what(doubt: Doubt, standard: AuditStandard) -> String {
    match doubt {
        Doubt::Old => format!("checked more than {} ago", count(u64::from(standard.months), "month")),
        Doubt::LowConfidence => "of low confidence".to_owned(),
        Doubt::Unverified => "its call is not verified".to_owned(),
    }
}

fn having(audit: &Audit, doubt: Doubt) -> usize {
    audit.doubtful.iter().filter(|entry| entry.doubts.contains(&doubt)).count()
}

fn write_entry(entry: &Doubtful, out: &mut dyn Write, style: &TextStyle) -> io::Result<()> {
    let told = entry.doubts.iter().map(|doubt| match doubt {
        Doubt::Old => format!("checked on {}", entry.checked),
        Doubt::LowConfidence => "low confidence".to_owned(),
        Doubt::Unverified => format!("{} is not verified", escape(entry.call.as_deref().unwrap_or_default())),
    });
    write!(out, "  ")?;
    write_hanging(&format!("{}: {}", escape(&entry.about), told.collect::<Vec<_>>().join("; ")), INDENTATION, style, out)
}

/// Writes all of it as `rxodus.audit/1`, with a newline at the end.
pub fn write_audit_json(audit: &Audit, standard: AuditStandard, out: &mut dyn Write) -> io::Result<()> {
    let document = AuditOut {
        schema: "rxodus.audit/1",
        as_of: standard.as_of.to_string(),
        older_than_months: standard.months,
        counts: Counts {
            entries: audit.entries,
            doubtful: audit.doubtful.len(),
            old: having(audit, Doubt::Old),
            low_confidence: having(audit, Doubt::LowConfidence),
            unverified: having(audit, Doubt::Unverified),
            without_call: audit.without_call,
        },
        entries: audit.doubtful.iter().map(entry_out).collect(),
    };
    write_value(&mut *out, &document)?;
    writeln!(out)
}

fn entry_out(entry: &Doubtful) -> EntryOut<'_> {
    EntryOut {
        file: &entry.file,
        about: &entry.about,
        target: entry.target.as_deref(),
        checked: entry.checked.to_string(),
        confidence: entry.confidence.name(),
        call: entry.call.as_deref(),
        doubts: entry.doubts.iter().copied().map(Doubt::name).collect(),
    }
}
