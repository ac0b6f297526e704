//! What no estimate of this program holds.

/// Work that a move needs and that the estimate leaves out, in words for a reader. Every output prints it.
pub const LEFT_OUT: [&str; 7] = [
    "moving the data: converting XDF files, loading tables, checking what arrived",
    "platforms: setting up servers, clusters, workspaces, networks and permissions, their licences and their bills",
    "proof that models and reports still give the same answer: a comparison for each model that is trained or scored",
    "putting it into service: schedules, web services and those who call them, monitoring, documentation, training people",
    "code that was not seen, and code that names no retired package and rests on what it did (row order, factor levels, missing values)",
    "speed: tuning what was fast because it ran in chunks, in a database or on a cluster",
    "meetings and waiting: minutes are minutes of work",
];
