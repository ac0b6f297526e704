//! Numbers for the values of small enums: the index in a list whose order never changes.

use super::WireError;
use crate::{Change, Confidence, Kind, Language, Place, Status};

pub(super) const LANGUAGES: [Language; 4] = [Language::R, Language::Python, Language::Sql, Language::Text];

pub(super) const KINDS: [Kind; 12] = [
    Kind::Function,
    Kind::Constructor,
    Kind::Class,
    Kind::S4Class,
    Kind::Method,
    Kind::Constant,
    Kind::Variable,
    Kind::Dataset,
    Kind::Option,
    Kind::Module,
    Kind::HelpTopic,
    Kind::Pattern,
];

pub(super) const PLACES: [Place; 15] = Place::ALL;

pub(super) const STATUSES: [Status; 4] = Status::ALL;

pub(super) const CHANGES: [Change; 7] =
    [Change::Keep, Change::Rename, Change::Arguments, Change::Rewrite, Change::Redesign, Change::Remove, Change::None];

pub(super) const CONFIDENCES: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

/// The number of a value; one that the list lacks gets a number that no reader accepts.
pub(super) fn code<T: PartialEq>(list: &[T], value: &T) -> u8 {
    list.iter().position(|known| known == value).map_or(u8::MAX, |index| index as u8)
}

/// The value of a number.
pub(super) fn value<T: Copy>(list: &[T], code: u8) -> Result<T, WireError> {
    list.get(usize::from(code)).copied().ok_or_else(|| WireError::Damaged(format!("no value has the number {code}")))
}
