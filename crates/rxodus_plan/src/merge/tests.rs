//! Whatever the order and the grouping, the same facts come out.

use jiff::civil::date;
use rxodus_rules::TargetId;
use rxodus_scan::{FileId, FileLink, OtherPackage, Report};

use super::*;
use crate::{
    Frame, Shard, Team, survey,
    toy::{call, index, report},
};

const NAMES: [&str; 4] = ["toyFit", "toyKeep", "toyOld", "toybox"];

fn facts(name: &str, day: i8, shard: Option<Shard>, at: &[u32]) -> Facts {
    let index = index(true);
    let found = at.iter().map(|line| call(&index, NAMES[*line as usize % 4], u32::from(*line > 20), *line, &[]));
    let kept = found.filter(|finding| shard.as_ref().is_none_or(|shard| shard.parts.contains(&(finding.file.0 % shard.of + 1)))).collect();
    let links = vec![FileLink { from: FileId(0), to: FileId(1) }];
    let packages = vec![OtherPackage { name: "dplyr".to_owned(), file: FileId(1), line: 3 }];
    let report = Report { links, packages, ..report(kept) };
    let frame = Frame { name: name.to_owned(), shard, knowledge: name[..1].to_owned(), ..Frame::plain(date(2026, 11, day), Team::default()) };
    survey(&report, &index, &[TargetId(0), TargetId(1)], frame).expect("a table of costs")
}

fn of(parts: &[&Facts]) -> Facts {
    let parts: Vec<_> = parts.iter().map(|part| (*part).clone()).collect();
    assert_eq!(conflicts(&parts), [""; 0]);
    merge(parts).expect("facts")
}

#[test]
fn order_and_grouping_play_no_role() {
    let [a, b, c] = [facts("b", 3, None, &[1, 5, 30]), facts("a", 5, None, &[2, 3, 40]), facts("c", 4, None, &[])];
    let all = of(&[&a, &b, &c]);
    for other in [of(&[&c, &b, &a]), of(&[&of(&[&a, &b]), &c]), of(&[&c, &of(&[&b, &a])]), of(&[&of(&[&c, &a]), &b])] {
        assert_eq!(other, all);
    }
    assert_eq!((all.as_of, all.knowledge.as_str(), all.repositories.len(), all.findings.len()), (date(2026, 11, 5), "a+b+c", 3, 6));
    assert_eq!(all.path(all.file(&all.findings[0])), "a/a.R");
    let sum = |facts: &Facts| crate::plan(facts.clone()).targets[0].effort.likely;
    assert_eq!(sum(&all), sum(&a) + sum(&b) + sum(&c), "the first use is one in each repository");
}

#[test]
fn parts_make_the_whole() {
    let lines: Vec<u32> = (1..40).collect();
    let whole = facts("w", 1, None, &lines);
    let part = |number| facts("w", 1, Some(Shard { of: 3, parts: vec![number] }), &lines);
    let (one, two, three) = (part(1), part(2), part(3));
    assert!(one.findings.len() < whole.findings.len() && three.findings.is_empty());
    for parts in [of(&[&one, &two, &three]), of(&[&three, &one, &two]), of(&[&of(&[&two, &three]), &one])] {
        assert_eq!(parts, whole);
    }
    assert_eq!(of(&[&one, &three]).repositories[0].shard, Some(Shard { of: 3, parts: vec![1, 3] }));
}

#[test]
fn what_does_not_fit_is_said() {
    let a = facts("a", 1, None, &[1]);
    let said = |b: Facts| conflicts(&[a.clone(), b]).join("\n");
    assert_eq!(said(facts("a", 1, None, &[2])), "two plans are called `a`: name them with --name");
    let mut other = facts("b", 1, None, &[1]);
    other.effort.formula += 1;
    other.rules[0].topic = "else".to_owned();
    let text = said(other);
    assert!(text.contains("priced in different ways") && text.contains("know `toybox/toyKeep` differently"), "{text}");
    let part = |lines: &[u32]| facts("p", 1, Some(Shard { of: 2, parts: vec![1] }), lines);
    assert!(conflicts(&[part(&[1]), part(&[1])]).join("").contains("given twice"));
}
