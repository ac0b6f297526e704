//! The page: nothing in the data is markup, and the policy allows what stands there.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::*;

fn page(document: &Value, findings: &[Value]) -> String {
    let mut out = Vec::new();
    write_page(document, findings, &mut out).expect("written");
    String::from_utf8(out).expect("text")
}

/// What stands between two texts, the first time.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).expect("the start") + start.len();
    &text[from..from + text[from..].find(end).expect("the end")]
}

#[test]
fn data_is_no_markup() {
    let hostile = "</script><script>alert(1)</script><!--<script> &lt; \u{2028}{{script}}";
    let page = page(&json!({"name": hostile}), &[json!({"path": hostile})]);
    let plan = between(&page, "id=\"plan\">", "</script>");
    assert!(!plan.contains(['<', '>', '&']), "{plan}");
    assert_eq!(serde_json::from_str::<Value>(plan).expect("JSON"), json!({"name": hostile}));
    let findings = between(&page, "id=\"findings-data\">", "</script>");
    assert_eq!(serde_json::from_str::<Value>(findings).expect("JSON"), json!({"columns": ["path"], "rows": [[hostile]]}));
    assert_eq!(page.matches("</script>").count(), 3, "two elements of data and the script");
}

#[test]
fn the_policy_allows_what_stands_there() {
    let page = page(&json!({}), &[]);
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    for (start, end, directive) in [("<style>", "</style>", "style-src"), ("<script>", "</script>", "script-src")] {
        let expected = format!("{directive} 'sha256-{}'", BASE64.encode(&Sha256::digest(between(&page, start, end))));
        assert!(policy.contains(&expected), "{expected}: {policy}");
    }
}

#[test]
fn the_page_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/plan/html/script");
    let parts = fs::read_dir(folder).expect("the script").map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a part"));
    let (mut parts, mut known) = (parts.collect::<Vec<_>>(), SCRIPT.to_vec());
    parts.sort();
    known.sort_unstable();
    assert_eq!(parts, known, "a part of the script that is not in the page");
    assert!(!page(&json!({}), &[]).contains("}}\""), "a slot that is not filled");
}

/// What would turn data into markup or code, or load something.
#[test]
fn nothing_is_evaluated_or_loaded() {
    let script = SCRIPT.concat();
    for word in
        ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttpRequest", "import(", "src="]
    {
        assert!(!script.contains(word), "{word}");
    }
    for word in ["url(", "@import", "@font-face"] {
        assert!(!STYLE.contains(word), "{word}");
    }
    assert!(!PAGE.contains("http:") && !PAGE.contains("https:"));
}
