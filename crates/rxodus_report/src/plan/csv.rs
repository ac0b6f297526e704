//! A plan as tables for other programs and trackers: findings, files, symbols or waves.

use std::io::{self, Write};

use csv::Writer;
use rxodus_plan::Plan;

use super::table::{Cell, Sheet, table};

/// Writes a table with a header row. Texts that a spreadsheet would take for a formula begin with an apostrophe.
pub fn write_plan_csv(plan: &Plan, sheet: Sheet, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = Writer::from_writer(out);
    let (header, rows) = table(plan, sheet);
    writer.write_record(&header)?;
    for row in rows {
        writer.write_record(row.iter().map(Cell::text))?;
    }
    writer.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::toy::{plan, toy};

    fn written(sheet: Sheet) -> String {
        let mut out = Vec::new();
        write_plan_csv(&plan(&toy()), sheet, &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn a_row_a_finding() {
        let text = written(Sheet::Findings);
        let lines: Vec<_> = text.lines().collect();
        assert!(
            lines[0].starts_with("file,line,column,rule,text,usage,origin,suppressed,code,new change,new call,new likely points,stay change"),
            "{text}"
        );
        assert!(lines[2].contains(r#",2,1,Oldpack/oldFit,oldFit,call,unattached,,"oldFit(y, d, w)",arguments,newpack::fit,5.2,"#), "{text}");
        assert_eq!(lines.len(), 6);
    }

    #[test]
    fn files_symbols_and_waves() {
        assert!(written(Sheet::Files).contains(",1,3,1,1,0.1,5.2,15.6,") || written(Sheet::Files).contains("5.2"), "{}", written(Sheet::Files));
        assert!(written(Sheet::Symbols).contains("Oldpack/oldFit"));
        assert!(written(Sheet::Waves).starts_with("wave,group,what,"));
    }
}
