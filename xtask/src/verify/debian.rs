//! Packages of Debian, installed where they are missing.

use std::process::{Command, Stdio};

use anyhow::bail;

/// Sees to it that a command is there.
pub(super) fn install_command(command: &str, package: &str) -> anyhow::Result<()> {
    if runs(Command::new(command).arg("--version")) { Ok(()) } else { install(&[package.to_owned()]) }
}

/// Installs packages.
pub(super) fn install(packages: &[String]) -> anyhow::Result<()> {
    println!("   installing {}", packages.join(" "));
    let mut command = Command::new("apt-get");
    command.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    if runs(Command::new("apt-get").args(["update", "-qq"])) && runs(&mut command) {
        return Ok(());
    }
    bail!("`apt-get` could not install what is missing: install, as root, on Debian 12: {}", packages.join(" "))
}

/// Whether a command is there and succeeds; what it prints does not matter.
pub(super) fn runs(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
