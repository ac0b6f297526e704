//! What a SARIF file says of the run: who reads it, the build that writes it, the commit.

use std::path::Path;

use anyhow::bail;
use rxodus_report::{Pipeline, Provenance, SarifProfile, SarifStyle};

use crate::{
    args::{Profile, SarifArgs},
    git::git,
    output,
    run::Job,
};

/// Code scanning shows no more results than this.
const LIMIT: usize = 5000;

/// The style that was asked for.
pub(crate) fn style(args: &SarifArgs, job: &Job) -> anyhow::Result<SarifStyle> {
    let (profile, limit) = match args.profile {
        Profile::Github => (SarifProfile::Github, Some(LIMIT)),
        Profile::Full => (SarifProfile::Full, None),
        Profile::Ghazdo => (SarifProfile::Ghazdo, Some(LIMIT)),
    };
    let pipeline = if profile == SarifProfile::Ghazdo { Some(pipeline(|name| std::env::var(name).ok())?) } else { None };
    let provenance = if args.provenance { job.folders().first().map(|folder| provenance(folder)).transpose()?.flatten() } else { None };
    Ok(SarifStyle { profile, limit, category: args.category.clone(), pipeline, provenance })
}

/// The build that these variables of Azure Pipelines name.
fn pipeline(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Pipeline> {
    let first = |names: &[&str]| names.iter().find_map(|name| variable(name).filter(|value| !value.trim().is_empty()));
    let needed = |names: &[&str]| {
        first(names).ok_or_else(|| {
            anyhow::anyhow!("the profile ghazdo is for Azure Pipelines: {} is not set; use --sarif-profile github elsewhere", names[0])
        })
    };
    let collection = needed(&["SYSTEM_COLLECTIONURI"])?;
    let Some(organization) = organization(&collection) else { bail!("SYSTEM_COLLECTIONURI is `{collection}`, which names no organization") };
    let project = needed(&["SYSTEM_TEAMPROJECTID"])?;
    let definition_id = needed(&["BUILD_DEFINITIONID", "SYSTEM_DEFINITIONID"])?;
    let definition_name = needed(&["BUILD_DEFINITIONNAME"])?;
    let phase_id = needed(&["SYSTEM_PHASEID", "SYSTEM_JOBID"])?;
    let phase_name = needed(&["SYSTEM_PHASENAME", "SYSTEM_JOBNAME"])?;
    let (branch, build) = (needed(&["BUILD_SOURCEBRANCH"])?, needed(&["BUILD_BUILDID"])?);
    let path = format!("{organization}/{project}/{definition_id}/{phase_id}/{branch}/{build}");
    Ok(Pipeline { path, definition_id, definition_name, phase_id, phase_name })
}

/// `https://dev.azure.com/ORGANIZATION/` or `https://ORGANIZATION.visualstudio.com/`.
fn organization(collection: &str) -> Option<&str> {
    let (host, path) = collection.trim().split_once("://")?.1.split_once('/').unwrap_or((collection.trim().split_once("://")?.1, ""));
    let name = match host.strip_suffix(".visualstudio.com") {
        Some(name) => name.trim_end_matches(".vsrm"),
        None => path.split('/').next()?,
    };
    Some(name).filter(|name| !name.is_empty())
}

/// The commit that is checked out. SARIF can name one by the address of its repository alone.
fn provenance(base: &Path) -> anyhow::Result<Option<Provenance>> {
    let line = |args: &[&str]| git(base, args).map(|text| text.trim().to_owned());
    let revision = line(&["rev-parse", "HEAD"])?;
    let repository = match line(&["remote", "get-url", "origin"]) {
        Ok(address) => without_secrets(&address),
        Err(error) => {
            output::note(&format!("notice: the file names no commit, since that needs the address of the repository: {error:#}"));
            return Ok(None);
        }
    };
    let branch = line(&["branch", "--show-current"])?;
    Ok(Some(Provenance { repository, revision, branch: Some(branch).filter(|branch| !branch.is_empty()) }))
}

/// An address without the user and the password in it; that of a shell as one of the web.
fn without_secrets(address: &str) -> String {
    match address.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            format!("{scheme}://{}/{path}", host.rsplit('@').next().unwrap_or_default())
        }
        None => match address.split_once(':') {
            Some((host, path)) if host.len() > 1 => format!("https://{}/{path}", host.rsplit('@').next().unwrap_or_default()),
            _ => address.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_build_is_read_from_the_environment() {
        let set = |name: &str| match name {
            "SYSTEM_COLLECTIONURI" => Some("https://dev.azure.com/org/".to_owned()),
            "BUILD_SOURCEBRANCH" => Some("refs/heads/main".to_owned()),
            "SYSTEM_PHASEID" | "SYSTEM_PHASENAME" => None,
            other => Some(other.to_lowercase()),
        };
        let build = pipeline(set).expect("a build");
        assert_eq!(build.path, "org/system_teamprojectid/build_definitionid/system_jobid/refs/heads/main/build_buildid");
        assert_eq!(build.phase_name, "system_jobname");
        assert!(pipeline(|_| None).is_err_and(|error| error.to_string().contains("SYSTEM_COLLECTIONURI")));
        assert_eq!(organization("https://org.visualstudio.com"), Some("org"));
        assert_eq!(organization("https://dev.azure.com/"), None);
    }

    #[test]
    fn passwords_stay_at_home() {
        assert_eq!(without_secrets("https://me:secret@host.org/a/b.git"), "https://host.org/a/b.git");
        assert_eq!(without_secrets("git@host.org:a/b.git"), "https://host.org/a/b.git");
    }
}
