//! What build systems read: a format each, all from the same notices.

mod azure;
mod github;
mod gitlab;
mod junit;
mod rdjson;

pub use azure::write_azure;
pub use github::write_github;
pub use gitlab::write_gitlab;
pub use junit::write_junit;
pub use rdjson::write_rdjson;

#[cfg(test)]
pub(crate) mod sample {
    //! One finding behind `é` and `😀`, one that is known, one that a comment ignores, and a file whose name is hard to write.

    use rxodus_scan::{FileId, SuppressionProblem, SuppressionProblemKind};

    use crate::{Context, toy::Toy};

    /// What a format writes of it.
    pub(crate) fn written(write: impl Fn(&rxodus_scan::Report, &Context, &mut dyn std::io::Write) -> std::io::Result<()>) -> String {
        let toy = Toy::new("a b,c:%d.R", "x\nm <- '😀é'; oldFit(y)\noldSum(1)\noldFit(2)\n");
        let mut report = toy.report(&["oldFit", "oldSum", "oldFit"]);
        for (finding, mark) in report.findings.iter_mut().zip(["01", "02", "03"]) {
            finding.fingerprint = mark.to_owned();
        }
        report.findings[2].suppressed = Some("why".to_owned());
        report.suppression_problems.push(SuppressionProblem {
            file: FileId(0),
            path: "a b,c:%d.R".to_owned(),
            span: toy.file.span(0..1),
            line: 1,
            kind: SuppressionProblemKind::Malformed("a\nb <&\"]]>".to_owned()),
            rules: Vec::new(),
            end: None,
            fingerprint: "04".to_owned(),
            is_comment: true,
        });
        let mut out = Vec::new();
        write(&report, &toy.context(Some("stay")), &mut out).expect("written");
        String::from_utf8(out).expect("text")
    }
}
