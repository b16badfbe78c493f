//! Cutting work off in its middle, as a process that dies there does.

use std::future::poll_fn;
use std::task::Poll;

/// Runs a future until it has waited `waits` times for the database (or anything else) and drops it when it would go on
/// after the last: between any two statements, for some number. None: it was not done by then.
pub(crate) async fn cut_off<F: Future>(future: F, waits: usize) -> Option<F::Output> {
    let mut future = Box::pin(future);
    let mut left = waits;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}
