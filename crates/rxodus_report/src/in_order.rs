//! Work on all cores at once, the results of which are taken in order.

use std::{collections::VecDeque, sync::mpsc::sync_channel};

/// Parts that are worked on, or done and not yet taken: few, so that a large report needs little memory.
const MOST_WAITING: usize = 16;

/// Works on each part on whichever core is free, and takes what comes of them in the order of the parts, on this thread.
pub(crate) fn in_order<P: Send, T: Send, E>(
    parts: impl Iterator<Item = P>,
    work: impl Fn(P) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    rayon::in_place_scope(|scope| {
        let (work, mut waiting) = (&work, VecDeque::with_capacity(MOST_WAITING));
        for part in parts {
            let (sender, receiver) = sync_channel(1);
            scope.spawn(move |_| drop(sender.send(work(part))));
            waiting.push_back(receiver);
            if waiting.len() == MOST_WAITING {
                waiting.pop_front().into_iter().flatten().try_for_each(&mut take)?;
            }
        }
        waiting.into_iter().flatten().try_for_each(take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_order_of_the_parts() {
        let mut taken = Vec::new();
        let done = in_order(
            0..1000,
            |part| part * 2,
            |double| {
                taken.push(double);
                Ok::<_, ()>(())
            },
        );
        assert_eq!((done, taken), (Ok(()), (0..1000).map(|part| part * 2).collect()));
    }

    #[test]
    fn the_first_fault_ends_it() {
        let mut taken = 0;
        let done = in_order(
            0..1000,
            |part| part,
            |part| {
                taken += 1;
                if part == 20 { Err(part) } else { Ok(()) }
            },
        );
        assert_eq!((done, taken), (Err(20), 21));
    }
}
