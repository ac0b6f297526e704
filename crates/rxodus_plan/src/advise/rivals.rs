//! Why the first platform comes before those that come next: the criteria that judge the two of them differently.

use std::collections::BTreeSet;

use super::PlatformAdvice;

/// A platform that could be chosen as well, beside the one that is recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// Its place in [`super::Advice::platforms`].
    pub platform: usize,
    /// Whether their fits count as equal, so that the work and then the length of life decide.
    pub is_near: bool,
    /// The criteria that judge the two differently, first what speaks most for the one that is recommended.
    pub differences: Vec<Difference>,
}

/// What one criterion says of two platforms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is the case.
    pub title: String,
    /// Fit of the one that is recommended; 0 where the criterion says nothing of it.
    pub fit: i32,
    /// Fit of the other one.
    pub other: i32,
}

/// The next one, the best one on another target, and the best one with less work; `leaders` of them fit nearly as well as the best.
pub(super) fn rivals(platforms: &[PlatformAdvice], leaders: usize) -> Vec<Rival> {
    let Some(first) = platforms.first() else { return Vec::new() };
    let can_be = |at: &usize| platforms[*at].excluded.is_empty();
    let next = (1..platforms.len()).find(can_be);
    let elsewhere = (1..platforms.len()).filter(can_be).find(|at| platforms[*at].on != first.on);
    let work = |at: usize| platforms[at].effort.map_or(u64::MAX, |effort| effort.likely);
    let cheaper = (1..platforms.len()).filter(can_be).filter(|at| work(*at) < work(0)).min_by_key(|at| work(*at));
    let found: BTreeSet<usize> = [next, elsewhere, cheaper].into_iter().flatten().collect();
    let rival = |platform: usize| Rival { platform, is_near: platform < leaders, differences: differences(first, &platforms[platform]) };
    found.into_iter().map(rival).collect()
}

fn differences(first: &PlatformAdvice, other: &PlatformAdvice) -> Vec<Difference> {
    let said = |platform: &PlatformAdvice, criterion: &str| -> i32 {
        platform.evidence.iter().filter(|reason| reason.criterion == criterion).filter_map(|reason| reason.fit).map(i32::from).sum()
    };
    let own = first.evidence.iter();
    let foreign = other.evidence.iter().filter(|reason| first.evidence.iter().all(|known| known.criterion != reason.criterion));
    let difference =
        |criterion: &str, title: &str| Difference { title: title.to_owned(), fit: said(first, criterion), other: said(other, criterion) };
    let mut all: Vec<_> = own.chain(foreign).map(|reason| difference(&reason.criterion, &reason.title)).collect();
    all.retain(|difference| difference.fit != difference.other);
    all.sort_by_key(|difference| difference.other - difference.fit);
    all
}
