//! A bar on a terminal's standard error, for runs that take longer than a second.

use std::{
    io::IsTerminal as _,
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use rxodus_scan::Progress;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(100);

/// The bar goes away when this is dropped.
pub(crate) struct Shown {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Shows how far a scan is; nothing where standard error is no terminal.
pub(crate) fn show(progress: Arc<Progress>) -> Shown {
    if !std::io::stderr().is_terminal() {
        return Shown { stop: None, thread: None };
    }
    let (stop, stopped) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        if !matches!(stopped.recv_timeout(PATIENCE), Err(RecvTimeoutError::Timeout)) {
            return;
        }
        let bar = ProgressBar::new(0).with_style(style());
        while matches!(stopped.recv_timeout(TICK), Err(RecvTimeoutError::Timeout)) {
            bar.set_length(progress.to_parse.load(Ordering::Relaxed));
            bar.set_position(progress.parsed.load(Ordering::Relaxed));
            bar.set_message(format!("{} files looked at", progress.read.load(Ordering::Relaxed)));
        }
        bar.finish_and_clear();
    });
    Shown { stop: Some(stop), thread: Some(thread) }
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{msg}, {pos} of {len} parsed {wide_bar}").unwrap_or_else(|_| ProgressStyle::default_bar())
}

impl Drop for Shown {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
