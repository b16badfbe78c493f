//! Doing it: each fault is caused, ended, and its recovery measured against what the product promises.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use nix::sys::signal::Signal;
use reqwest::StatusCode;
use tokio::time::sleep;

use super::faults::{Fault, Trouble};
use super::gateways::Gateways;
use super::line::Manner;
use super::question;
use super::story::Story;
use super::town::Parts;

/// SECURITY's promises, in seconds: pages after the database's return, jobs after a kill or an outage, a stop on SIGTERM.
const WEB: Duration = Duration::from_secs(10);
const JOBS: Duration = Duration::from_secs(30);
const STOP: Duration = Duration::from_secs(30);
/// When waiting for a recovery is given up, far above what is promised.
const HOPELESS: Duration = Duration::from_mins(2);

/// A job in somebody's hands: its number, the delivery, and until when it is theirs.
type Held = (i64, i32, DateTime<Utc>);

impl Parts {
    /// Causes the fault and waits until it is overcome.
    pub(super) async fn suffer(&mut self, fault: &Fault, story: &Story) {
        let happening = story.begins(format!("{fault:?}"), None);
        match *fault {
            Fault::Kill { serving, working, away } => self.kill((serving, working), away, story).await,
            Fault::PauseServing { number, lasts } => {
                self.serving[number].signal(Signal::SIGSTOP);
                sleep(lasts).await;
                self.serving[number].signal(Signal::SIGCONT);
            }
            Fault::PauseWorking { number, lasts } => {
                self.working[number].signal(Signal::SIGSTOP);
                let since = Instant::now();
                let held = self.held().await;
                sleep(lasts).await;
                self.working[number].signal(Signal::SIGCONT);
                self.taken_over(held, since, story).await;
            }
            Fault::Roll => self.roll(story).await,
            Fault::StopDatabase { how, away } => {
                self.cluster.stop(how).await;
                sleep(away).await;
                self.says_that_it_is_away(story).await;
                self.cluster.start().await;
                self.is_back(story).await;
            }
            Fault::KillBackend => {
                self.cluster.kill_backend().await;
                self.cluster.start().await;
                self.is_back(story).await;
            }
            Fault::BadLine { manner, lasts } => {
                self.line.behave(manner);
                sleep(lasts).await;
                self.line.behave(Manner::Plain);
                self.is_back(story).await;
            }
        }
        story.ends(happening);
        self.are_all_there(story).await;
    }

    async fn kill(&mut self, (serving, working): (&[usize], &[usize]), away: Duration, story: &Story) {
        for number in serving {
            self.serving[*number].signal(Signal::SIGKILL);
        }
        for number in working {
            self.working[*number].signal(Signal::SIGKILL);
        }
        let since = Instant::now();
        for number in serving {
            self.front.knows(*number, None);
            self.serving[*number].ended().await;
        }
        for number in working {
            self.working[*number].ended().await;
        }
        let held = self.held().await;
        sleep(away).await;
        for number in serving {
            self.serving[*number].start().await;
            self.front.knows(*number, self.serving[*number].pages());
        }
        for number in working {
            self.working[*number].start().await;
        }
        if !working.is_empty() {
            self.taken_over(held, since, story).await;
        }
    }

    /// Nobody tells the front: it finds out that one takes no more connections.
    async fn roll(&mut self, story: &Story) {
        for number in 0..4 {
            let part = match number {
                0 | 1 => &mut self.serving[number],
                _ => &mut self.working[number - 2],
            };
            part.signal(Signal::SIGTERM);
            let since = Instant::now();
            let status = part.ended().await;
            story.recovered("stop on SIGTERM", since.elapsed(), STOP);
            if !status.success() {
                story.finds(format!("process {number} ended with {status} on SIGTERM"));
            }
            part.start().await;
            if let Some(pages) = part.pages() {
                self.front.knows(number, Some(pages));
            }
        }
    }

    /// While the database is away, people hear so; nothing else.
    async fn says_that_it_is_away(&self, story: &Story) {
        for pages in self.serving.iter().filter_map(super::part::Part::pages) {
            match question::ask(pages, HOPELESS).await {
                Ok(StatusCode::SERVICE_UNAVAILABLE) => {}
                Ok(status) => story.finds(format!("without a database it answers {status}")),
                Err(error) => story.finds(format!("without a database it does not answer: {error}")),
            }
        }
    }

    /// Measures from the database's return until every serving process answers and until a job is begun.
    async fn is_back(&self, story: &Story) {
        let since = Instant::now();
        let mut connection = self.cluster.connect("pser_owner").await;
        let back: DateTime<Utc> =
            sqlx::query_scalar("select clock_timestamp()").fetch_one(&mut connection).await.unwrap();
        for pages in self.serving.iter().filter_map(super::part::Part::pages) {
            while !answers(pages).await && since.elapsed() < HOPELESS {
                sleep(Duration::from_millis(50)).await;
            }
        }
        story.recovered("web after the database's return", since.elapsed(), WEB);
        while since.elapsed() < HOPELESS {
            let begun: bool = sqlx::query_scalar("select exists (select from jobs where started_at >= $1)")
                .bind(back)
                .fetch_one(&mut connection)
                .await
                .unwrap();
            if begun {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        story.recovered("jobs after a fault", since.elapsed(), JOBS);
    }

    /// What is in the hands of working processes.
    async fn held(&self) -> Vec<Held> {
        let mut connection = self.cluster.connect("pser_owner").await;
        sqlx::query_as("select id, delivery, lease_until from jobs where state = 'held'")
            .fetch_all(&mut connection)
            .await
            .unwrap()
    }

    /// Waits until none of these is as it was: ended, kept by somebody who lives, or taken back and handed out anew.
    async fn taken_over(&self, mut held: Vec<Held>, since: Instant, story: &Story) {
        let mut connection = self.cluster.connect("pser_owner").await;
        while !held.is_empty() && since.elapsed() < HOPELESS {
            let ids: Vec<i64> = held.iter().map(|(id, ..)| *id).collect();
            let now: Vec<(i64, i32, Option<DateTime<Utc>>)> = sqlx::query_as(
                "select id, delivery, lease_until from jobs
                 where id = any ($1) and (state = 'held' or state = 'ready' and run_at <= clock_timestamp())",
            )
            .bind(&ids)
            .fetch_all(&mut connection)
            .await
            .unwrap();
            held.retain(|(id, delivery, lease)| {
                now.iter().any(|(other, count, until)| {
                    other == id && count == delivery && until.is_none_or(|until| until == *lease)
                })
            });
            sleep(Duration::from_millis(100)).await;
        }
        story.recovered("jobs after a fault", since.elapsed(), JOBS);
    }

    /// No fault of others may end a process.
    async fn are_all_there(&mut self, story: &Story) {
        for number in 0..2 {
            if self.serving[number].has_broken_down() {
                story.finds(format!("serving process {number} ended by itself"));
                self.serving[number].ended().await;
                self.serving[number].start().await;
                self.front.knows(number, self.serving[number].pages());
            }
            if self.working[number].has_broken_down() {
                story.finds(format!("working process {number} ended by itself"));
                self.working[number].ended().await;
                self.working[number].start().await;
            }
        }
    }
}

impl Gateways {
    /// Has a gateway misbehave for its time.
    pub(super) async fn suffer(&self, trouble: &Trouble, story: &Story) {
        let Trouble { gateway, manner, lasts } = *trouble;
        let happening = story.begins(format!("{gateway:?} is {manner:?}"), Some(gateway));
        self.behave(gateway, manner);
        sleep(lasts).await;
        self.behave(gateway, Manner::Plain);
        story.ends(happening);
    }
}

async fn answers(pages: impl std::fmt::Display) -> bool {
    question::ask(pages, Duration::from_secs(10)).await.is_ok_and(|status| status == question::ANSWERED)
}
