//! Tasks of development, run as `cargo xtask TASK`.

mod codegen;
mod corpus;
mod tree;

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
}

fn main() -> anyhow::Result<()> {
    match Args::parse().task {
        Task::Tree { file } => tree::tree(&file),
        Task::Corpus { dir, out } => corpus::corpus(&dir, &out),
        Task::Codegen => codegen::codegen(),
    }
}
