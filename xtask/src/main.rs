//! Tasks of development, run as `cargo xtask TASK`.

mod bench;
mod codegen;
mod corpus;
mod dist;
mod fuzz_corpus;
mod tree;
mod verify;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Tasks of development")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print the chunks, the syntax tree and the usages of a file
    Tree {
        /// The file
        file: PathBuf,
    },
    /// Scan every folder in DIR, write one JSON each, and count findings per rule against the last run
    Corpus {
        /// A folder of checked-out repositories
        dir: PathBuf,
        /// Where the JSON goes
        #[arg(long, default_value = "target/corpus")]
        out: PathBuf,
    },
    /// Write the files that are generated from code
    Codegen,
    /// Copy the fixtures to the seeds of the fuzz targets
    FuzzCorpus,
    /// Time a check of two trees against `rg -l` and against bare parsing
    Bench {
        /// A tree without any use
        clean: PathBuf,
        /// A tree with many uses
        dense: PathBuf,
        /// ripgrep, 14 or later
        #[arg(long, default_value = "rg")]
        rg: String,
    },
    /// Prove the rule data by running what it proposes; installs R, Python and libraries
    Verify {
        /// One step alone
        step: Option<String>,
        /// Renew what is kept of the results
        #[arg(long)]
        write: bool,
    },
    /// Build what people install, install it from the built files, and run it; check the templates for CI
    Dist {
        /// One step alone
        step: Option<String>,
    },
    /// Walk, read, prefilter and parse a tree, and nothing more
    #[command(hide = true)]
    Bare {
        /// The tree
        tree: PathBuf,
    },
}

fn main() -> anyhow::Result<()> {
    match Args::parse().task {
        Task::Tree { file } => tree::tree(&file),
        Task::Corpus { dir, out } => corpus::corpus(&dir, &out),
        Task::Codegen => codegen::codegen(),
        Task::FuzzCorpus => fuzz_corpus::fuzz_corpus(),
        Task::Bench { clean, dense, rg } => bench::bench(&clean, &dense, &rg),
        Task::Verify { step, write } => verify::verify(step.as_deref(), write),
        Task::Dist { step } => dist::dist(step.as_deref()),
        Task::Bare { tree } => bench::bare_parse(&tree),
    }
}
