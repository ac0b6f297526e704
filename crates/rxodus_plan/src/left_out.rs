//! What no estimate of this program holds.

/// Work that a move needs and that neither the estimate nor the fixed costs hold, in words for a reader. Every output prints it.
pub const LEFT_OUT: [&str; 7] = [
    "moving data that nothing here counts: tables, text files, XDF files that are not in the folder, and checking what arrived",
    "platforms: setting up servers, clusters, workspaces, networks and permissions, their licences and their bills",
    "proof beyond one comparison for each model: reports, figures and rules that rest on the old numbers",
    "putting it into service: schedules, those who call services, monitoring, documentation, training people",
    "code that was not seen, and code that names no retired package and rests on what it did (row order, factor levels, missing values)",
    "speed: tuning what was fast because it ran in chunks, in a database or on a cluster",
    "meetings and waiting: minutes are minutes of work",
];
