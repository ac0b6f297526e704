//! The program under test, built once for all tests that run it.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

/// Where `cargo` put the program. It is asked for here, since `cargo test` builds programs only for tests of their own package.
pub(crate) static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = std::env::current_exe().expect("the path of this test");
    let profile = test.parent().and_then(Path::parent).expect("a folder of the profile above `deps`");
    let mut cargo = Command::new(env!("CARGO"));
    // With the tests named too, cargo chooses the same features as `cargo test --workspace` did, and has little to build.
    cargo
        .args(["build", "--quiet", "--workspace", "--bin", "rxodus", "--test", "all", "--target-dir"])
        .arg(profile.parent().expect("the target folder"));
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    let built = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo");
    assert!(built.success(), "the program could not be built");
    profile.join(format!("rxodus{}", std::env::consts::EXE_SUFFIX))
});

/// To run it in a folder, away from what the environment asks for.
pub(crate) fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(&*PROGRAM);
    command.current_dir(folder).args(args).env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs it to its end.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().expect("the program runs")
}

/// Runs it with this on standard input.
pub(crate) fn run_with(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = program(folder, args).stdin(Stdio::piped()).spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    child.wait_with_output().expect("the program ends")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
