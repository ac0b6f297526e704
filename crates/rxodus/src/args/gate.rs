//! The options that say what makes a check fail.

use clap::Args as ClapArgs;
use rxodus_report::Condition;

use crate::config::Gate;

/// When a check fails.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Gate")]
pub(crate) struct GateArgs {
    /// Fail on these findings instead, beside any limit: a severity and worse (error, warning, note), changes (none, redesign, rewrite … unmapped), `graded` for
    /// those that a reader must judge as well; separate several by commas
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub(crate) fail_on: Vec<Condition>,
    /// Fail if the move likely takes more hours than this, on any target that was chosen; then findings fail only by --fail-on
    #[arg(long, value_name = "HOURS", value_parser = minutes)]
    pub(crate) max_effort: Option<u64>,
    /// Fail if less than this share of the findings is ready, on any target that was chosen; then findings fail only by --fail-on
    #[arg(long, value_name = "PERCENT", value_parser = share)]
    pub(crate) min_readiness: Option<u64>,
    /// Fail if less than this share of the files was wholly understood, whatever else fails
    #[arg(long, value_name = "PERCENT", value_parser = share)]
    pub(crate) min_coverage: Option<u64>,
    /// Fail on comments that ignore nothing as well
    #[arg(long)]
    pub(crate) strict: bool,
    /// Exit with 0 whatever was found
    #[arg(long)]
    pub(crate) exit_zero: bool,
}

/// Hours, as in `40` or `7.5`, in minutes.
fn minutes(text: &str) -> Result<u64, String> {
    Ok(thousandths(text).ok_or_else(|| format!("`{text}` is no number of hours; write for instance 40 or 7.5"))? * 60 / 1000)
}

/// A per cent, as in `80` or `99.5`, in thousandths.
fn share(text: &str) -> Result<u64, String> {
    thousandths(text.trim_end_matches('%')).filter(|share| *share <= 100_000).ok_or_else(|| format!("`{text}` is no per cent from 0 to 100"))
}

/// A decimal number with up to three decimals, times a thousand.
fn thousandths(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > 3 || whole.len() > 9 {
        return None;
    }
    Some(whole.parse::<u64>().ok()? * 1000 + format!("{decimals:0<3}").parse::<u64>().ok()?)
}

impl GateArgs {
    /// What the settings say, as if it stood on the command line.
    pub(crate) fn settings(gate: &Gate) -> Result<Self, String> {
        let Gate { fail_on, max_effort, min_readiness, min_coverage, strict } = gate;
        let read = |number: &Option<f64>, parse: fn(&str) -> Result<u64, String>| number.map(|number| parse(&number.to_string())).transpose();
        let fail_on = fail_on.iter().map(|word| word.parse().map_err(|error| format!("fail-on: `{word}` is not known; {error}")));
        Ok(Self {
            fail_on: fail_on.collect::<Result<_, _>>()?,
            max_effort: read(max_effort, minutes).map_err(|error| format!("max-effort: {error}"))?,
            min_readiness: read(min_readiness, share).map_err(|error| format!("min-readiness: {error}"))?,
            min_coverage: read(min_coverage, share).map_err(|error| format!("min-coverage: {error}"))?,
            strict: *strict,
            exit_zero: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        assert_eq!([minutes("40"), minutes("7.5"), minutes("0.1")], [Ok(2400), Ok(450), Ok(6)]);
        assert_eq!([share("80"), share("99.5%"), share("100")], [Ok(80_000), Ok(99_500), Ok(100_000)]);
        assert!(share("100.1").is_err() && share("-1").is_err() && share("many").is_err() && minutes("1e3").is_err() && minutes(".5").is_err());
    }
}
