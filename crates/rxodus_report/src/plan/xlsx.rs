//! A plan as a workbook: a sheet of scores, then the tables.

use std::io::{self, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use rxodus_plan::{LEFT_OUT, Plan};

use super::table::{Cell, Sheet, table};

/// Writes the workbook. Texts are written as texts, whatever they begin with.
pub fn write_plan_xlsx(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(plan).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(plan: &Plan) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day of the plan, so that the same plan gives the same bytes.
    let day = plan.facts.as_of;
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(day.year().max(1900).cast_unsigned(), day.month().cast_unsigned(), day.day().cast_unsigned())?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&day));
    let bold = Format::new().set_bold();
    scores(plan, workbook.add_worksheet(), &bold)?;
    for sheet in Sheet::ALL {
        fill(workbook.add_worksheet().set_name(sheet.name())?, table(plan, sheet), &bold)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, (header, rows): (Vec<String>, Vec<Vec<Cell>>), bold: &Format) -> Result<(), XlsxError> {
    for (column, name) in (0u16..).zip(&header) {
        sheet.write_string_with_format(0, column, name, bold)?;
    }
    for (row, cells) in (1u32..).zip(&rows) {
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, row, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = header.len().checked_sub(1).filter(|_| !rows.is_empty()) {
        sheet.autofilter(0, 0, rows.len() as u32, last as u16)?;
    }
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string(row, column, text.chars().take(LONGEST).collect::<String>())?,
        Cell::Number(number) => sheet.write_number(row, column, float(*number))?,
        Cell::Points(tenths) => sheet.write_number(row, column, float(*tenths) / 10.0)?,
        Cell::Empty => return Ok(()),
    };
    Ok(())
}

/// What no workbook holds anyway is cut.
fn float(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// A cell holds no more characters.
const LONGEST: usize = 32_000;

fn scores(plan: &Plan, sheet: &mut Worksheet, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name("scores")?;
    let header = [
        "target",
        "certain findings",
        "mechanical",
        "unmapped",
        "to judge",
        "code: low points",
        "likely",
        "high",
        "once: low points",
        "likely",
        "high",
        "minutes per point",
        "team factor in %",
    ];
    for (column, name) in (0u16..).zip(header) {
        sheet.write_string_with_format(0, column, name, bold)?;
    }
    for (row, (known, target)) in (1u32..).zip(plan.facts.targets.iter().zip(&plan.targets)) {
        let ready = target.readiness.map_or(0, |share| share.part);
        let counts = [plan.counts.certain, ready, target.unmapped.findings, target.graded.findings].map(Cell::Number);
        let points = [target.effort, target.fixed].into_iter().flat_map(|effort| [effort.low, effort.likely, effort.high].map(Cell::Points));
        let profile = [plan.facts.profile.minutes_per_point, plan.facts.profile.team_factor].map(|number| Cell::Number(number.into()));
        let cells = std::iter::once(Cell::Text(known.id.clone())).chain(counts).chain(points).chain(profile);
        for (column, cell) in (0u16..).zip(cells) {
            write(sheet, row, column, &cell)?;
        }
    }
    let below = plan.targets.len() as u32 + 2;
    sheet.write_string_with_format(below, 0, "not in these numbers", bold)?;
    for (row, what) in (below + 1..).zip(LEFT_OUT) {
        sheet.write_string(row, 0, what)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    #[test]
    fn the_same_plan_gives_the_same_bytes() {
        let written = || {
            let mut out = Vec::new();
            write_plan_xlsx(&plan(&toy()), &mut out).expect("written");
            out
        };
        let bytes = written();
        assert!(bytes.starts_with(b"PK") && bytes.len() > 4000);
        assert_eq!(written(), bytes);
    }
}
