//! Who wrote a document, as JSON has it.

use schemars::JsonSchema;
use serde::Serialize;

/// Who wrote the document.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

impl Tool {
    pub(crate) fn own() -> Self {
        Self { name: "rxodus", version: env!("CARGO_PKG_VERSION") }
    }
}
