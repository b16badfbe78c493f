//! The messages taken: one line of JSON each in one file, and in memory only where each stands.

use std::collections::{HashMap, HashSet};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, FileExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// By which way a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Sms,
    Email,
}

/// One message, as it would have reached the person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Message {
    pub at: DateTime<Utc>,
    pub channel: Channel,
    /// The sender's name for it; e-mail's Message-ID.
    pub id: String,
    pub to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    pub text: String,
}

/// A message with its place in the order of arrival, from 1.
#[derive(Debug, Serialize)]
pub struct Numbered {
    pub number: usize,
    #[serde(flatten)]
    pub message: Message,
}

/// The file and the index over it.
#[derive(Debug)]
pub struct Outbox(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    file: File,
    end: u64,
    /// Offset and length of each line.
    lines: Vec<(u64, usize)>,
    /// By recipient: positions in `lines`.
    to: HashMap<String, Vec<usize>>,
    /// SMS already taken.
    ids: HashSet<String>,
}

impl Outbox {
    /// Opens the file in `folder` and indexes what earlier runs left in it.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn open(folder: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let path = folder.join("messages.jsonl");
        let file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).mode(0o600).open(path)?;
        let mut kept = Kept { file, end: 0, lines: Vec::new(), to: HashMap::new(), ids: HashSet::new() };
        kept.index()?;
        Ok(Self(Mutex::new(kept)))
    }

    /// Takes a message. False: it is an SMS that was taken before under the same id.
    ///
    /// # Errors
    /// When it cannot be written; then it is not taken.
    pub fn take(&self, message: &Message) -> io::Result<bool> {
        let mut kept = self.kept();
        if message.channel == Channel::Sms && kept.ids.contains(&message.id) {
            return Ok(false);
        }
        let mut line = serde_json::to_vec(message).map_err(io::Error::other)?;
        line.push(b'\n');
        let end = kept.end;
        kept.file.write_all_at(&line, end)?;
        kept.file.flush()?;
        kept.note(message, line.len());
        Ok(true)
    }

    /// The newest `limit` messages, to one recipient if named, that came after number `after`; in the order of arrival.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn messages(&self, to: Option<&str>, after: usize, limit: usize) -> io::Result<Vec<Numbered>> {
        let kept = self.kept();
        let mut positions: Vec<usize> = match to {
            Some(to) => kept.to.get(&key(to)).cloned().unwrap_or_default(),
            None => (after.min(kept.lines.len())..kept.lines.len()).collect(),
        };
        positions.retain(|position| *position >= after);
        let newest = positions.split_off(positions.len().saturating_sub(limit));
        newest
            .into_iter()
            .map(|position| Ok(Numbered { number: position + 1, message: kept.read(position)? }))
            .collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().expect("nobody panics while holding the outbox")
    }
}

impl Kept {
    fn index(&mut self) -> io::Result<()> {
        let mut reader = BufReader::new(self.file.try_clone()?);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line)? > 0 {
            // A last line without an end was being written when the program was killed: the next one goes over it.
            let Ok(message) = serde_json::from_slice::<Message>(&line) else { break };
            self.note(&message, line.len());
            line.clear();
        }
        self.file.set_len(self.end)
    }

    fn note(&mut self, message: &Message, length: usize) {
        let position = self.lines.len();
        self.lines.push((self.end, length));
        self.end += u64::try_from(length).expect("a line's length fits 64 bits");
        for to in &message.to {
            self.to.entry(key(to)).or_default().push(position);
        }
        if message.channel == Channel::Sms {
            self.ids.insert(message.id.clone());
        }
    }

    fn read(&self, position: usize) -> io::Result<Message> {
        let (offset, length) = self.lines[position];
        let mut line = vec![0; length];
        self.file.read_exact_at(&mut line, offset)?;
        serde_json::from_slice(&line).map_err(io::Error::other)
    }
}

/// Recipients are compared without regard to case and to a plus sign, which queries lose.
fn key(to: &str) -> String {
    to.trim().trim_start_matches('+').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms(id: &str, to: &str) -> Message {
        Message {
            at: DateTime::UNIX_EPOCH,
            channel: Channel::Sms,
            id: id.to_owned(),
            to: vec![to.to_owned()],
            from: None,
            subject: None,
            text: format!("message {id}"),
        }
    }

    #[test]
    fn an_sms_sent_twice_is_taken_once_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        assert!(outbox.take(&sms("a", "+923001234567")).unwrap());
        assert!(!outbox.take(&sms("a", "+923001234567")).unwrap());
        let outbox = Outbox::open(folder.path()).unwrap();
        assert!(!outbox.take(&sms("a", "+923001234567")).unwrap());
        assert_eq!(outbox.messages(None, 0, 10).unwrap().len(), 1);
    }

    #[test]
    fn messages_are_found_by_recipient_newest_last() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        for (id, to) in
            [("a", "+923001234567"), ("b", "+923111111111"), ("c", "+923001234567"), ("d", "+923001234567")]
        {
            outbox.take(&sms(id, to)).unwrap();
        }
        let ids = |to, after, limit| -> Vec<String> {
            outbox.messages(to, after, limit).unwrap().into_iter().map(|found| found.message.id).collect()
        };
        assert_eq!(ids(Some("923001234567"), 0, 10), ["a", "c", "d"]);
        assert_eq!(ids(Some("+923001234567"), 1, 1), ["d"]);
        assert_eq!(ids(Some("+923001234567"), 3, 10), ["d"]);
        assert_eq!(ids(None, 2, 10), ["c", "d"]);
    }

    #[test]
    fn a_half_written_line_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        Outbox::open(folder.path()).unwrap().take(&sms("a", "1")).unwrap();
        let path = folder.path().join("messages.jsonl");
        let mut file = OpenOptions::new().append(true).open(path).unwrap();
        file.write_all(b"{\"at\":\"19").unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        outbox.take(&sms("b", "1")).unwrap();
        let outbox = Outbox::open(folder.path()).unwrap();
        assert_eq!(outbox.messages(Some("1"), 0, 10).unwrap().len(), 2);
    }
}
