//! Who wrote a document, as JSON has it.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Who wrote the document.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Tool {
    name: Cow<'static, str>,
    version: Cow<'static, str>,
}

impl Tool {
    pub(crate) fn own() -> Self {
        Self { name: Cow::Borrowed("rxodus"), version: Cow::Borrowed(env!("CARGO_PKG_VERSION")) }
    }
}
