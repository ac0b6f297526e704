//! The packed kinds of contexts and data: their rows, and both ways.

use serde::{Deserialize, Serialize};

use crate::{ContextKind, DataKind, Flow};

/// Name, title, extensions, calls, names.
type WireData = (String, String, Vec<String>, Vec<String>, Vec<String>);

#[derive(Serialize, Deserialize)]
pub(super) struct WireFlow {
    contexts: Vec<(String, String, Vec<String>)>,
    data: Vec<WireData>,
    context_arguments: Vec<String>,
    reads: Vec<String>,
    writes: Vec<String>,
    names: Vec<String>,
}

impl From<&Flow> for WireFlow {
    fn from(flow: &Flow) -> Self {
        let context = |kind: &ContextKind| (kind.name.clone(), kind.title.clone(), kind.texts.clone());
        let data = |kind: &DataKind| (kind.name.clone(), kind.title.clone(), kind.extensions.clone(), kind.calls.clone(), kind.names.clone());
        Self {
            contexts: flow.contexts.iter().map(context).collect(),
            data: flow.data.iter().map(data).collect(),
            context_arguments: flow.context_arguments.clone(),
            reads: flow.reads.clone(),
            writes: flow.writes.clone(),
            names: flow.names.clone(),
        }
    }
}

impl WireFlow {
    /// The kinds.
    pub(super) fn flow(self) -> Flow {
        Flow {
            contexts: self.contexts.into_iter().map(|(name, title, texts)| ContextKind { name, title, texts }).collect(),
            data: self.data.into_iter().map(|(name, title, extensions, calls, names)| DataKind { name, title, extensions, calls, names }).collect(),
            context_arguments: self.context_arguments,
            reads: self.reads,
            writes: self.writes,
            names: self.names,
        }
    }
}
