//! Names of functions in strings that another file calls.

use crate::{scanning::INDEX, tree::Tree};

#[test]
fn a_function_of_another_file_calls_what_it_is_given() {
    let tree = Tree::new()
        .with("call_it.R", "call_it <- function(func = 'rxSort', arguments) do.call(func, arguments)\n")
        .with("use.R", "call_it('rxDataStep', list())\nown::call_it(func = 'rxMerge', list())\ncall_it(list(), 'rxCube')\nshow_it('rxSummary')\n");
    let report = tree.scan();
    let found: Vec<_> = report.findings.iter().map(|finding| (INDEX.id(finding.rule), finding.origin.name())).collect();
    assert_eq!(found, [("RevoScaleR/rxDataStep".to_owned(), "dynamic"), ("RevoScaleR/rxMerge".to_owned(), "dynamic")]);
}
