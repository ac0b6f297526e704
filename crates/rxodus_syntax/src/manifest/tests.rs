//! Each format with what it declares, and what only looks like it.

use rxodus_source::TextKind;

use super::*;
use crate::comments::{comments, without_comments};

fn names(kind: TextKind, text: &str) -> Vec<&str> {
    let clean = without_comments(text, &comments(kind, text));
    declared(kind, &clean).into_iter().map(|declared| &text[declared.name]).collect()
}

#[test]
fn description_of_r() {
    let text = "Package: mine\nTitle: Uses old\nDepends: R (>= 3.5),\n    old,\n\tnew (>= 1.0)\nImports:a\n  , b.c\n# Imports: d\nRemotes: github::me/e@v1,f/g\n";
    assert_eq!(names(TextKind::Description, text), ["R", "old", "new", "a", "b.c", "e", "g"]);
    let visible: Vec<_> = declared(TextKind::Description, text).into_iter().map(|declared| declared.visible == Visible::All).collect();
    assert_eq!(visible, [true, true, true, false, false, false, false]);
}

#[test]
fn namespace_of_r() {
    let text = "export(fit)\nimport(a, \"b\")\n# import(c)\nimportFrom(d,e,\n  \"f\") # import(g)\nS3method(print, import)\nif (x) import(h)\nimport(i, except = c(j))\n";
    assert_eq!(names(TextKind::Namespace, text), ["a", "b", "d", "h", "i"]);
    let clean = without_comments(text, &comments(TextKind::Namespace, text));
    let Visible::Names(names) = &declared(TextKind::Namespace, &clean)[2].visible else { panic!("some names") };
    assert_eq!(names.iter().map(|name| &text[name.clone()]).collect::<Vec<_>>(), ["e", "f"]);
}

#[test]
fn lock_files() {
    let renv = r#"{ "R": { "Version": "3.5" }, "Packages": { "a": { "Package": "a", "Requirements": ["Package", "b"] }, "c": {"Package" : "c"} } }"#;
    assert_eq!(names(TextKind::RenvLock, renv), ["a", "c"]);
    let packrat = "PackratFormat: 1.4\n\nPackage: a\nSource: CRAN\nRequires: b\n\nPackage: c\n";
    assert_eq!(names(TextKind::PackratLock, packrat), ["a", "c"]);
    let pipfile = r#"{ "_meta": { "hash": {} }, "default": { "a": { "index": "pypi" }, "b": {} }, "develop": { "c": {} } }"#;
    assert_eq!(names(TextKind::PipfileLock, pipfile), ["a", "b", "c"]);
}

#[test]
fn requirements_of_pip() {
    let text = "a\nb==1.0  # c\n# d\n-r e.txt\n  f[x,y]>=1; python_version < \"3\"\ng @ https://h/i-1.0.zip\nhttps://j/k/l_m-1.2-py3-none-any.whl\n\
        ./n-0.1.tar.gz\n-e git+https://o/p.git#egg=q\n--index-url https://r\ngit+https://s/t.git@main\nC:\\u\\v-1.0-py3-none-any.whl\n    --hash=sha256:0\n";
    assert_eq!(names(TextKind::Requirements, text), ["a", "b", "f", "g", "l_m", "n", "q", "v"]);
}

#[test]
fn tables_of_toml() {
    let text = "[project]\nname = \"mine\"\nkeywords = [\"no\"]\ndependencies = [ # no\n  \"a>=1\", 'b[x]',\n]\n[project.optional-dependencies]\ntest = [\"c\"]\n\
        [tool.poetry.dependencies]\npython = \"^3\"\n\"d\" = { version = \"1\", extras = [\"no\"] }\n[tool.poetry.group.dev.dependencies.e]\nversion = \"1\"\n\
        [dependency-groups]\ndev = [{ include-group = \"no\" }, \"f\"]\n[tool.black]\nline-length = 1\n";
    assert_eq!(names(TextKind::Pyproject, text), ["a", "b", "c", "python", "d", "e", "f"]);
    let text = "[[source]]\nname = \"pypi\"\n[packages]\na = \"*\"\n\"b.c\" = {path = \"no\"}\n# d = 1\n[requires]\npython_version = \"3\"\n";
    assert_eq!(names(TextKind::Pipfile, text), ["a", "b.c"]);
}

#[test]
fn setup_of_python() {
    let text = "import no\nREQUIRES = [\n  \"a\",  # 'no'\n  'b>=1',\n]\nsetup(name=\"no\", install_requires=REQUIRES, extras_require={'x': ['c'], \"y\": [\"d (>1)\"]},\n\
        classifiers=['no'])\n";
    assert_eq!(names(TextKind::SetupPy, text), ["a", "b", "c", "d"]);
    let text = "[metadata]\nname = no\n[options]\npackages = no\ninstall_requires =\n    a>=1\n    # no\n    b\nzip_safe = no\n[options.extras_require]\nx = c\n";
    assert_eq!(names(TextKind::SetupCfg, text), ["a", "b", "c"]);
}

#[test]
fn environment_of_conda() {
    let text = "name: no\nchannels:\n  - no\ndependencies:\n  - python=3.7 # no\n  - \"main::a>=1\"\n  - pip\n  - pip:\n    - b==1.0\n    - -r no.txt\nprefix: no\n- no\n";
    assert_eq!(names(TextKind::Conda, text), ["python", "a", "pip", "b"]);
    assert_eq!(names(TextKind::Conda, "dependencies: [a=1, 'b']\n"), ["a", "b"]);
}

#[test]
fn nothing_panics_wherever_a_text_ends() {
    let text = "é[\"({'a': import(\"é\", =[\"b\\ dependencies: - -é\n[packages]\né = [\"é\nDepends: é,\n  é";
    let kinds = [
        TextKind::Description,
        TextKind::Namespace,
        TextKind::RenvLock,
        TextKind::PackratLock,
        TextKind::Requirements,
        TextKind::Pyproject,
        TextKind::SetupPy,
        TextKind::SetupCfg,
        TextKind::Conda,
        TextKind::Pipfile,
        TextKind::PipfileLock,
    ];
    for kind in kinds {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            names(kind, &text[..end]);
        }
    }
}
