//! Database projects (`.sqlproj`): which files they build, so that a script is read whatever its extension.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rayon::prelude::*;
use rxodus_source::SourceFile;

use crate::link::lexical;

/// The elements that name scripts.
const ELEMENTS: [&str; 4] = ["Build", "None", "PreDeploy", "PostDeploy"];
/// What a project carries with it that is no script.
const NO_SCRIPTS: [&str; 16] =
    ["md", "xml", "json", "yml", "yaml", "refactorlog", "scmp", "dacpac", "snk", "publish", "csv", "zip", "png", "dll", "ps1", "config"];

/// What a project names.
struct Names {
    /// Below which all of it is.
    root: PathBuf,
    /// Whole paths, in lower case.
    exact: HashSet<String>,
    /// Those with stars.
    globs: Gitignore,
}

/// Those of these files that a project among them names as a script.
pub(crate) fn listed<'a>(files: &[&'a Path], limit: u64) -> HashSet<&'a Path> {
    let (projects, others): (Vec<&Path>, Vec<&Path>) = files.iter().partition(|path| has_extension(path, &["sqlproj"]));
    let projects: Vec<Names> = projects.par_iter().filter_map(|project| names(project, limit)).collect();
    let is_listed = |path: &Path| projects.iter().any(|names| is_below(path, &names.root) && names.have(path));
    others.into_iter().filter(|path| is_listed(path) && !has_extension(path, &NO_SCRIPTS)).collect()
}

impl Names {
    fn have(&self, path: &Path) -> bool {
        self.exact.contains(&lower(path)) || (!self.globs.is_empty() && self.globs.matched(path, false).is_ignore())
    }
}

/// Windows, where such projects are built, does not tell cases apart.
fn lower(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

fn has_extension(path: &Path, names: &[&str]) -> bool {
    path.extension().is_some_and(|extension| names.iter().any(|name| extension.eq_ignore_ascii_case(name)))
}

/// Compares bytes first, which is much faster than part by part.
fn is_below(path: &Path, folder: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().starts_with(folder.as_os_str().as_encoded_bytes()) && path.starts_with(folder)
}

/// The names in a project.
fn names(project: &Path, limit: u64) -> Option<Names> {
    let mut buffer = Vec::new();
    SourceFile::read(project, limit, &mut buffer).ok()?;
    let text = SourceFile::searchable(&buffer).ok()?;
    let folder = project.parent()?;
    let paths: Vec<_> = included(&String::from_utf8_lossy(&text)).iter().map(|path| lexical(&folder.join(path))).collect();
    let root = paths.iter().fold(folder.to_owned(), |root, path| common(&root, path));
    let (globs, exact): (Vec<_>, Vec<_>) = paths.into_iter().partition(|path| path.as_os_str().as_encoded_bytes().contains(&b'*'));
    let mut builder = GitignoreBuilder::new(&root);
    builder.case_insensitive(true).ok()?;
    for path in globs {
        let pattern = path.strip_prefix(&root).map(|path| format!("/{}", escaped(&path.to_string_lossy())));
        // A path that makes no pattern names no file.
        let _ = pattern.map(|pattern| builder.add_line(None, &pattern).map(|_| ()));
    }
    Some(Names { root, exact: exact.iter().map(|path| lower(path)).collect(), globs: builder.build().ok()? })
}

/// The paths in `Include` attributes, with `/`; they may have `*` and `**`.
fn included(text: &str) -> Vec<String> {
    let tags = text.split('<').skip(1).filter_map(|tag| tag.split_once(char::is_whitespace));
    let attributes = tags.filter(|(name, _)| ELEMENTS.contains(name)).map(|(_, attributes)| attributes);
    let lists =
        attributes.filter_map(|attributes| attributes.split_once("Include=\"")?.1.split_once('"')).map(|(list, _)| list.replace("&amp;", "&"));
    let paths: Vec<Vec<String>> = lists.map(|list| list.split(';').map(|path| path.trim().replace('\\', "/")).collect()).collect();
    paths.into_iter().flatten().filter(|path| !path.is_empty()).collect()
}

/// The path as a pattern, in which only stars mean more than themselves.
fn escaped(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for character in path.chars() {
        if "[]{}?!#".contains(character) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// The folder above both.
fn common(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_project() {
        let text = r#"<Project><ItemGroup>
            <Build Include="dbo\Procedures\score.txt" /><Build Include="a.psql;b &amp; c.psql">
            <None Include="Scripts\**\*.tab" Visible="true"/><PostDeploy
              Include="post.deploy" /><Folder Include="dbo" /><Build Remove="x.txt"/></ItemGroup></Project>"#;
        assert_eq!(included(text), ["dbo/Procedures/score.txt", "a.psql", "b & c.psql", "Scripts/**/*.tab", "post.deploy"]);
    }
}
