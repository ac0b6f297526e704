//! What makes a check fail: the command line, and behind it the settings.

use anyhow::bail;
use rxodus_report::{Context, Gate, Policy, Severity, SeverityRule};
use rxodus_scan::{PathSet, Report};

use crate::{CLEAN, FOUND, args::GateArgs, config::Config, run::Job};

/// The limits that were set. An option of the command line takes the place of the same one of the settings.
pub(crate) fn gate(args: &GateArgs, job: &Job) -> anyhow::Result<Gate> {
    let set = job.settings.gate.args().map_err(anyhow::Error::msg)?;
    let gate = Gate {
        fail_on: if args.fail_on.is_empty() { set.fail_on } else { args.fail_on.clone() },
        max_effort: args.max_effort.or(set.max_effort),
        min_readiness: args.min_readiness.or(set.min_readiness),
        min_coverage: args.min_coverage.or(set.min_coverage),
        strict: args.strict || set.strict,
    };
    let of_target = gate.of_target();
    if !of_target.is_empty() && !args.exit_zero && !job.context().chosen {
        bail!("{} can only be judged on a target; choose one with --target or --platform", of_target.join(" and "));
    }
    Ok(gate)
}

/// The exit status, with the reason of a failure on standard error.
pub(crate) fn judge(gate: &Gate, exit_zero: bool, report: &Report, context: &Context) -> u8 {
    match gate.failure(report, context).filter(|_| !exit_zero) {
        None => CLEAN,
        Some(reason) => {
            anstream::eprintln!("failed: {reason}");
            FOUND
        }
    }
}

/// What the settings say of severities.
pub(crate) fn policy(settings: &Config) -> anyhow::Result<Policy> {
    let rule = |said: &crate::config::SeverityRule| -> anyhow::Result<SeverityRule> {
        let Some(severity) = Severity::from_name(&said.level) else {
            bail!("in the settings, severity: there is no level `{}`; choose from error, warning and note", said.level)
        };
        let paths = if said.paths.is_empty() { None } else { Some(PathSet::new(&said.paths)?) };
        Ok(SeverityRule { rules: said.rules.clone(), paths, severity })
    };
    Ok(Policy { severities: settings.severity.iter().map(rule).collect::<Result<_, _>>()?, ..Policy::default() })
}
