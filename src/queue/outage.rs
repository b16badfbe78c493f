//! Says once that the database is gone, and once that it is back, however often a loop asks in between.

/// What one loop knows of the database's absence.
pub(super) struct Outage {
    task: &'static str,
    is_on: bool,
}

impl Outage {
    /// For the loop that does `task`, in words for the log.
    pub(super) const fn of(task: &'static str) -> Self {
        Self { task, is_on: false }
    }

    pub(super) fn failed(&mut self, error: &(dyn std::error::Error + 'static)) {
        if !self.is_on {
            tracing::warn!(
                error,
                queue.task = self.task,
                "The job queue cannot reach its database; it keeps trying."
            );
        }
        self.is_on = true;
    }

    pub(super) fn over(&mut self) {
        if self.is_on {
            tracing::info!(queue.task = self.task, "The job queue reaches its database again.");
        }
        self.is_on = false;
    }
}
