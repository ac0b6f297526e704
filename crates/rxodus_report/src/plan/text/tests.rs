//! The whole page for the toy plan.

use super::*;
use crate::plan::toy::{plan, toy};

const PLAIN: TextStyle = TextStyle { color: false, width: 100, links: false, quiet: false };

fn written(style: &TextStyle) -> String {
    let toy = toy();
    let mut out = Vec::new();
    write_plan_text(&plan(&toy), style, &mut out).expect("written");
    String::from_utf8(out).expect("text")
}

#[test]
fn targets_stand_side_by_side() {
    let text = written(&PLAIN);
    let start = r"The plan for 3 certain findings; apart from it 1 for a reader to judge, 1 ignored by comments
    seen: 1 file (66 B), 100.0 % wholly understood
          mapped   ready  code in points       in hours  once, in hours  unmapped  to judge
     new: 33.3 %  33.3 %  5.2 (1.5-15.6)  0.9 (0.2-2.6)   1.7 (0.8-3.4)         2         1
    stay: 33.3 %  33.3 %   0.4 (0.1-0.8)  0.1 (0.0-0.2)             0.0         2         1
   order: 1. what waits for no other code: a\u{1b}.R

new: The new world
 changes: arguments 5.2 (1 finding)
packages: Oldpack 5.2 (3 findings, 2 unmapped)
   files: 5.2 (1.5-15.6)  3 findings, 2 unmapped  a\u{1b}.R
   rules: 5.2 (1.5-15.6)  1 finding  Oldpack/oldFit
    once: an image 10.0
unmapped: 2 findings of 2 rules, not in the estimate: Oldpack 1, Oldpack/oldSum 1; 1 argument that
          no entry names
to judge: 1 finding, not in the estimate: 1.0 (0.0-3.0) points more, if they are what they seem

stay: The old world, kept
 changes: keep 0.4 (1 finding)
packages: Oldpack 0.4 (3 findings, 2 unmapped)
   files: 0.4 (0.1-0.8)  3 findings, 2 unmapped  a\u{1b}.R
   rules: 0.4 (0.1-0.8)  1 finding  Oldpack/oldSum
unmapped: 2 findings of 2 rules, not in the estimate: Oldpack 1, Oldpack/oldFit 1
to judge: 1 finding, not in the estimate, and unmapped as well

left out: moving data";
    assert!(text.starts_with(start), "{text}");
    assert!(!text.contains('\x1b'), "names of files are made safe");
}

#[test]
fn quiet_keeps_what_is_left_out() {
    let text = written(&TextStyle { quiet: true, ..PLAIN });
    assert!(!text.contains("files:") && text.contains("left out:"), "{text}");
}
