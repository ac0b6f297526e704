//! Tests of the whole, in one binary: annotated fixtures, examples of the rules, properties, the command line, and the house rules.

mod annotated;
mod annotation;
mod examples;
mod hostile;
mod properties;
mod scanning;
mod tree;
mod walk;
