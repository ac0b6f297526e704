//! Names of arguments that code writes though no formal has them: what is right there all the same, and what was meant.

use jiff::civil::Date;

use crate::{Confidence, Package};

/// What some names are, as arguments of some symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    /// The symbols; none means all of the package.
    pub symbols: Vec<String>,
    /// The names, none of them a formal; none means every name.
    pub names: Vec<String>,
    /// The formal that was meant; absent where the name is right, since `...` or `**kwargs` hands it on.
    pub meant: Option<String>,
    /// What takes them in, or where the mistake comes from.
    pub note: String,
    /// What was read to write this; never empty.
    pub sources: Vec<String>,
    /// The day of that reading.
    pub checked: Date,
    /// How sure its author is.
    pub confidence: Confidence,
}

impl Package {
    /// What is known of a name that no formal of a symbol has; what is said of this very name comes before what is said of every name.
    pub fn stray(&self, symbol: &str, name: &str) -> Option<&Stray> {
        let about = |stray: &&Stray| stray.symbols.is_empty() || stray.symbols.iter().any(|known| known == symbol);
        let find = |is_it: &dyn Fn(&Stray) -> bool| self.strays.iter().filter(about).find(|stray| is_it(stray));
        find(&|stray| stray.names.iter().any(|known| known == name)).or_else(|| find(&|stray| stray.names.is_empty()))
    }
}
