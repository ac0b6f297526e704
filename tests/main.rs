//! Tests of the whole, in one binary: annotated fixtures, examples of the rules, properties, the command line, and the house rules.

mod advice;
mod annotated;
mod annotation;
mod arguments;
mod baseline;
mod cli;
mod coverage;
mod examples;
mod flow;
mod followers;
mod gate;
mod hostile;
mod ignores;
mod links;
mod own_rules;
mod pages;
mod plan;
mod program;
mod properties;
mod scanning;
mod suppression;
mod tidy;
mod traps;
mod tree;
mod trust;
mod walk;
