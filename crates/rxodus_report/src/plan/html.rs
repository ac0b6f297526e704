//! A plan as one page for a browser: nothing is loaded from anywhere, and nothing in the data can become markup or code.
//!
//! The page holds the plan as JSON, and a script that draws it; `html/` has the page, its style and the parts of the script.

mod embedded;
mod table;

use std::io::{self, Write};

use data_encoding::BASE64;
use rxodus_plan::Plan;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::document::page_parts;
use crate::json_text::write_value;
use embedded::Embedded;
use table::Table;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/style.css");
/// In the order of the page; each part uses what stands before it.
const SCRIPT: [&str; 17] = [
    include_str!("html/script/dom.js"),
    include_str!("html/script/words.js"),
    include_str!("html/script/data.js"),
    include_str!("html/script/parts.js"),
    include_str!("html/script/measures.js"),
    include_str!("html/script/summary.js"),
    include_str!("html/script/targets.js"),
    include_str!("html/script/platforms.js"),
    include_str!("html/script/changes.js"),
    include_str!("html/script/effort.js"),
    include_str!("html/script/waves.js"),
    include_str!("html/script/filter.js"),
    include_str!("html/script/findings.js"),
    include_str!("html/script/finding.js"),
    include_str!("html/script/rules.js"),
    include_str!("html/script/coverage.js"),
    include_str!("html/script/app.js"),
];

/// Writes the page.
pub fn write_plan_html(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let (document, findings) = page_parts(plan);
    write_page(&document, &findings, out)
}

/// A document without its findings, and these apart as a table, since there may be many.
fn write_page(document: &impl Serialize, findings: &[impl Serialize], out: &mut dyn Write) -> io::Result<()> {
    let script = SCRIPT.concat();
    for (at, piece) in PAGE.split("{{").enumerate() {
        let Some((slot, text)) = piece.split_once("}}").filter(|_| at > 0) else {
            out.write_all(piece.as_bytes())?;
            continue;
        };
        match slot {
            "policy" => out.write_all(policy(&script).as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(script.as_bytes())?,
            "plan" => write_value(Embedded(out), document)?,
            _ => write_value(Embedded(out), &Table(findings))?,
        }
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// What the page may do: run this one script, use this one style, and nothing else.
fn policy(script: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
        hash(script),
        hash(STYLE)
    )
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}

#[cfg(test)]
mod tests;
