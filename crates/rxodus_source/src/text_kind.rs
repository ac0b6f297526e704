//! Kinds of text that is no code, by the names that real repositories give such files.

use crate::TextKind;

/// Names that are no extension, in lower case, each with its kind.
const NAMES: [(&str, TextKind); 20] = [
    ("renv.lock", TextKind::RenvLock),
    ("packrat.lock", TextKind::PackratLock),
    ("pyproject.toml", TextKind::Pyproject),
    ("setup.py", TextKind::SetupPy),
    ("setup.cfg", TextKind::SetupCfg),
    ("pipfile", TextKind::Pipfile),
    ("pipfile.lock", TextKind::PipfileLock),
    ("dockerfile", TextKind::Docker),
    ("containerfile", TextKind::Docker),
    ("makefile", TextKind::Makefile),
    ("gnumakefile", TextKind::Makefile),
    ("jenkinsfile", TextKind::Jenkins),
    (".renviron", TextKind::Settings),
    ("renviron.site", TextKind::Settings),
    ("core-site.xml", TextKind::XmlSettings),
    ("hdfs-site.xml", TextKind::XmlSettings),
    ("hive-site.xml", TextKind::XmlSettings),
    ("azuredeploy.json", TextKind::Template),
    ("maintemplate.json", TextKind::Template),
    ("template.json", TextKind::Template),
];

impl TextKind {
    /// The kind of a file of this name, where more than its extension tells it.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        // R reads these two in exactly this spelling.
        match name {
            "DESCRIPTION" => return Some(Self::Description),
            "NAMESPACE" => return Some(Self::Namespace),
            _ => {}
        }
        if let Some((_, kind)) = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return Some(*kind);
        }
        let begins = |word: &str| name.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let ends = |extensions: &[&str]| name.rsplit_once('.').is_some_and(|(_, own)| extensions.iter().any(|known| known.eq_ignore_ascii_case(own)));
        let lists = || ["requirements", "constraints"].iter().any(|word| name.to_ascii_lowercase().contains(word));
        let rules = [
            (Self::Docker, begins("dockerfile.")),
            (Self::Conda, (begins("environment") || begins("conda")) && ends(&["yml", "yaml"])),
            (Self::Settings, begins("appsettings") && ends(&["json"])),
            (Self::Requirements, ends(&["txt", "in"]) && lists()),
        ];
        rules.into_iter().find(|(_, holds)| *holds).map(|(kind, _)| kind)
    }

    /// The extensions that tell this kind alone, in lower case.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Docker => &["dockerfile"],
            Self::Shell => &["sh", "bash"],
            Self::PowerShell => &["ps1", "psm1", "psd1"],
            Self::Batch => &["bat", "cmd"],
            Self::Makefile => &["mk"],
            Self::Yaml => &["yml", "yaml"],
            Self::Jenkins => &["jenkinsfile"],
            Self::Settings => &["properties", "conf", "ini"],
            Self::XmlSettings => &["config"],
            Self::Template => &["bicep", "tf"],
            _ => &[],
        }
    }

    /// The name in reports.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Description => "DESCRIPTION of R",
            Self::Namespace => "NAMESPACE of R",
            Self::RenvLock => "lock file of renv",
            Self::PackratLock => "lock file of packrat",
            Self::Requirements => "list of Python requirements",
            Self::Pyproject => "pyproject.toml",
            Self::SetupPy => "setup.py",
            Self::SetupCfg => "setup.cfg",
            Self::Conda => "conda environment",
            Self::Pipfile => "Pipfile",
            Self::PipfileLock => "Pipfile.lock",
            Self::Docker => "Dockerfile",
            Self::Shell => "shell script",
            Self::PowerShell => "PowerShell script",
            Self::Batch => "batch file",
            Self::Makefile => "makefile",
            Self::Yaml => "YAML file",
            Self::Jenkins => "Jenkins pipeline",
            Self::Settings => "settings file",
            Self::XmlSettings => "settings file in XML",
            Self::Template => "cloud template",
        }
    }

    /// Whether it declares packages.
    pub fn is_manifest(self) -> bool {
        self <= Self::PipfileLock
    }
}

#[cfg(test)]
mod tests {
    use crate::{FileKind, TextKind};

    #[test]
    fn names_of_real_repositories() {
        let kind = |name: &str| match FileKind::of_name(name) {
            Some(FileKind::Text(kind)) => Some(kind),
            _ => None,
        };
        for (names, expected) in [
            (&["requirements.txt", "requirements-dev.txt", "dev-requirements.txt", "requirements.in", "constraints.txt"][..], TextKind::Requirements),
            (&["environment.yml", "environment-gpu.yaml", "conda.yml", "conda_env.yml"], TextKind::Conda),
            (&["Dockerfile", "dockerfile", "Dockerfile.gpu", "train.Dockerfile"], TextKind::Docker),
            (&[".gitlab-ci.yml", "azure-pipelines.yml", "config.yaml"], TextKind::Yaml),
            (&["appsettings.json", "appsettings.Production.json", "spark-defaults.conf", ".Renviron"], TextKind::Settings),
            (&["deploy.ps1", "Tools.psm1"], TextKind::PowerShell),
            (&["Jenkinsfile"], TextKind::Jenkins),
            (&["Makefile", "GNUmakefile", "rules.mk"], TextKind::Makefile),
        ] {
            for name in names {
                assert_eq!(kind(name), Some(expected), "{name}");
            }
        }
        for name in ["description", "NAMESPACE.bak", "package.json", "notes.txt", "web.xml", "README"] {
            assert_eq!(kind(name), None, "{name}");
        }
    }
}
