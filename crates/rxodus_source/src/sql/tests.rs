//! Which code is found in which spelling, and that every byte of it leads back to where it stands.

use super::*;

/// Language, text and unknown parts of each chunk; each chunk's map is checked on the way.
fn found(text: &str) -> Vec<(Language, String, Vec<Range<usize>>)> {
    let chunks = code_in_sql(text, &OffsetMap::shifted(0, text.len()), &mut Vec::new());
    chunks.into_iter().map(|chunk| shown(text, chunk)).collect()
}

fn shown(raw: &str, chunk: Chunk) -> (Language, String, Vec<Range<usize>>) {
    let Body::Text { text, map } = chunk.body else { panic!("a chunk without a text of its own") };
    for (at, character) in text.char_indices().filter(|(_, character)| character.is_alphanumeric()) {
        let within = chunk.unknown.parts.iter().any(|part| part.contains(&at));
        let there = &raw[map.raw_range(at..at + character.len_utf8())];
        assert!(within || there == character.to_string(), "{text:?} at {at}: {there:?}");
    }
    (chunk.language, text, chunk.unknown.parts)
}

fn scripts(text: &str) -> Vec<(Language, String)> {
    found(text).into_iter().filter(|(language, ..)| *language != Language::Sql).map(|(language, text, _)| (language, text)).collect()
}

fn r(code: &str) -> Vec<(Language, String)> {
    vec![(Language::R, code.to_owned())]
}

#[test]
fn every_spelling_of_the_call() {
    for call in [
        "EXEC sp_execute_external_script @language = N'R', @script = N'f(\"é\")'",
        "execute SYS.SP_EXECUTE_EXTERNAL_SCRIPT @SCRIPT='f(\"é\")',@LANGUAGE='r'",
        "EXEC @rc = [master]..[sp_execute_external_script] N'R', N'f(\"é\")', N'SELECT 1'",
        "exec[sys].[sp_execute_external_script]@language=N' R ',@script=N'f(\"é\")'",
        "sp_execute_external_script /* x */ @language = N'R' -- y\n, @script = N'f(\"é\")'",
        "INSERT INTO t EXEC sp_execute_external_script @language = N'R', @script = N'f(\"é\")' WITH RESULT SETS NONE",
        "EXEC @procedure @language = N'R', @script = N'f(\"é\")'",
    ] {
        assert_eq!(scripts(call), r("f(\"é\")"), "{call}");
    }
    let quoted = "EXEC sp_execute_external_script @language = \"R\", @script = \"f('x', \"\"y\"\")\"";
    assert_eq!(scripts(quoted), r("f('x', \"y\")"));
}

#[test]
fn scripts_in_variables() {
    const RUN: &str = "EXEC sp_execute_external_script @language = @l, @script = @S";
    for set in [
        "DECLARE @l sysname = N'R', @s nvarchar(max) = N'f()';",
        "DECLARE @s AS [nvarchar](max); SET @s = N'f()'; SET @l = 'R'",
        "SELECT TOP 1 @x = y, @s = N'f()', @l = 'R' FROM t",
        "CREATE PROC p (@l sysname = N'R', @s varchar(max) = 'f()' OUTPUT) AS",
        "DECLARE @l char(1)='R', @s nvarchar(max) = N'' SET @s += N'f' SET @s = @s + '()'",
        "DECLARE @l char(1)='R', @f nvarchar(9) = 'f'; SET @s = @f + N'()'",
        "SET @l='R' SET @s = N'f()'\nGO\n",
    ] {
        assert_eq!(scripts(&format!("{set} {RUN}")), r("f()"), "{set}");
    }
    assert_eq!(scripts("IF @s = N'f()' EXEC sp_execute_external_script N'R', @s"), []);
    let branches = "IF @x = 1 SET @s = 'f()' ELSE SET @s = 'g()'; EXEC sp_execute_external_script 'R', @s";
    assert_eq!(scripts(branches), [r("f()"), r("g()")].concat());
    let again = "SET @l='R' SET @s='f()' EXEC sp_execute_external_script @l, @s SET @l='Python' SET @s='g()' EXEC sp_execute_external_script @l, @s";
    assert_eq!(scripts(again), [r("f()"), vec![(Language::Python, "g()".to_owned())]].concat());
}

#[test]
fn joined_strings_have_unknown_parts() {
    let text = "SET @s = N'f(' + @x + N')' + CHAR(10) + CONCAT('g(', QUOTENAME(@y), ')') + REPLACE('h()', 'a', 'b') + '$(v)';
        EXEC sp_execute_external_script N'R', @s";
    let expected = "f(xx)\ng(xxxxxxxxxxxxx)h()xxxx";
    assert_eq!(found(text), [(Language::R, expected.to_owned(), vec![2..4, 8..21, 25..29])]);
    let forgotten = "EXEC sp_execute_external_script N'R', N'f('a', 'b')'";
    assert_eq!(scripts(forgotten), r("f(x, x)"), "quotes that were not doubled");
}

#[test]
fn a_language_that_is_not_known_may_be_either() {
    for language in ["@l", "N'mine'", "(SELECT name FROM languages)"] {
        let chunks = found(&format!("EXEC sp_execute_external_script {language}, N'f()'"));
        assert_eq!(chunks.iter().map(|chunk| chunk.0).collect::<Vec<_>>(), [Language::R, Language::Python], "{language}");
    }
    assert_eq!(found("EXEC sp_execute_external_script N'Java', N'a.b'"), []);
    assert_eq!(scripts("EXEC sp_execute_external_script N'Python39', N'f()'")[0].0, Language::Python);
}

#[test]
fn dynamic_sql_two_levels_deep() {
    let inner = "EXEC sp_execute_external_script @language = N'R', @script = N'f(''a'')'";
    let once = inner.replace('\'', "''");
    for text in
        [format!("EXEC (N'{once}')"), format!("EXEC sp_executesql N'{once}'"), format!("SET @q = N'{once}'; EXEC sys.sp_executesql @stmt = @q")]
    {
        assert_eq!(scripts(&text), r("f('a')"), "{text}");
    }
    let twice = format!("EXEC (N'EXEC (N''{}'')')", once.replace('\'', "''"));
    assert_eq!(scripts(&twice), r("f('a')"));
    assert_eq!(scripts(&format!("EXEC msdb.dbo.sp_add_jobstep @command = N'{once}'")), r("f('a')"), "a string that only holds it");
    assert_eq!(found("PRINT 'sp_execute_external_script failed'; SELECT OBJECT_ID('sys.sp_execute_external_script')"), []);
    let hole = "EXEC (N'EXEC sp_execute_external_script N''R'', N''f(' + @x + ')''')";
    assert_eq!(found(hole)[1], (Language::R, "f(xx)".to_owned(), vec![2..4]));
}

#[test]
fn text_in_scripts_is_no_sql() {
    let text = "EXEC sp_execute_external_script N'R', N'q <- \"EXEC sp_execute_external_script ''''R'''', ''''f()''''\"'";
    assert_eq!(scripts(text).len(), 1);
}

#[test]
fn hostile_texts_take_no_time() {
    let many = |text: &str| code_in_sql(&text.repeat(20_000), &OffsetMap::empty(), &mut Vec::new()).len();
    for text in
        ["SET @s=@s+@s ", "EXEC(@s)", "SET @s='a' EXEC(@s) ", "EXEC(", "EXEC p (", "SET @a=CASE ", "@a x(", "'", "[", "EXEC('EXEC(''", "CONCAT("]
    {
        assert!(many(text) < 100_000, "{text}");
    }
}

#[test]
fn a_script_that_is_not_here_is_said() {
    let remarks = |text: &str| {
        let mut remarks = Vec::new();
        code_in_sql(text, &OffsetMap::shifted(0, text.len()), &mut remarks);
        let place = |place: &Range<usize>| assert_eq!(&text[place.clone()], RUNS_SCRIPTS, "{text}");
        let shown = |remark| match remark {
            Remark::ScriptElsewhere { place: at } => {
                place(&at);
                "elsewhere".to_owned()
            }
            Remark::OtherLanguage { place: at, language } => {
                place(&at);
                language
            }
            remark @ Remark::BrokenNotebook { .. } => panic!("{remark:?}"),
        };
        remarks.into_iter().map(shown).collect::<Vec<_>>()
    };
    for text in [
        "EXEC sp_execute_external_script @language = N'R', @script = @s",
        "DECLARE @s nvarchar(max); SELECT @s = script FROM t; EXEC sp_execute_external_script N'R', @s",
        "CREATE PROC p @s nvarchar(max) AS EXEC sp_execute_external_script @language = N'R', @script = @s",
        "EXEC sp_execute_external_script @language = N'Python'",
        "EXEC ('EXEC sp_execute_external_script N''R'', @s')",
    ] {
        assert_eq!(remarks(text), ["elsewhere"], "{text}");
    }
    assert_eq!(remarks("EXEC sp_execute_external_script @language = N'Java', @script = N'a.b'"), ["java"]);
    for text in [
        "EXEC sp_execute_external_script N'R', N'f(1)'",
        "EXEC sp_execute_external_script N'R', N''",
        "DECLARE @s nvarchar(max) = N'f(1)' EXEC sp_execute_external_script N'R', @s EXEC sp_execute_external_script N'R', @s",
        "PRINT 'see sp_execute_external_script'",
    ] {
        assert_eq!(remarks(text), [""; 0], "{text}");
    }
}
