//! What makes a check fail: the command line, and behind it the settings.

use anyhow::bail;
use rxodus_report::{Context, Gate, Policy, Severity, SeverityRule, rule_is_known};
use rxodus_rules::RuleIndex;
use rxodus_scan::{PathSet, Report};

use crate::{CLEAN, FOUND, args::GateArgs, config::Config, output, run::Job};

/// The limits that were set. An option of the command line takes the place of the same one of the settings.
pub(crate) fn gate(args: &GateArgs, job: &Job) -> anyhow::Result<Gate> {
    let set = job.settings.gate.args().map_err(|refused| anyhow::anyhow!(refused.message))?;
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
            output::note(&format!("failed: {reason}"));
            FOUND
        }
    }
}

/// What the settings say of severities, for rules that there are.
pub(crate) fn policy(settings: &Config, index: &RuleIndex) -> anyhow::Result<Policy> {
    let mut severities = Vec::new();
    for (at, said) in settings.severity.iter().enumerate() {
        if let Some(unknown) = said.rules.iter().position(|name| !rule_is_known(index, name)) {
            let (name, hint) = (&said.rules[unknown], "`rxodus rules list` lists them all, and `package/*` means all of a package");
            let message = format!("there is no rule `{name}`; {hint}");
            return Err(settings.source.wrong(&["severity", &at.to_string(), "rules", &unknown.to_string()], &message));
        }
        let paths = if said.paths.is_empty() { None } else { Some(PathSet::new(&said.paths)?) };
        let severity = Severity::from_name(&said.level).unwrap_or(Severity::Warning);
        severities.push(SeverityRule { rules: said.rules.clone(), paths, severity });
    }
    Ok(Policy { severities, ..Policy::default() })
}
