//! A mail server that takes every message from this machine and delivers it to the outbox: as much of RFC 5321 as a sender
//! without TLS and authentication speaks.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mail_parser::MessageParser;
use tokio::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::messages::{Channel, Message, Outbox};

/// The longest line of a command, and the longest message, in bytes.
const LINE: u64 = 4096;
const MAIL: usize = 1 << 20;

/// Serves until `stop`.
pub async fn receive_mail(listener: TcpListener, outbox: Arc<Outbox>, stop: CancellationToken) {
    let sessions = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let Ok((mut socket, _)) = accepted else { continue };
        let outbox = Arc::clone(&outbox);
        let stop = stop.clone();
        sessions.spawn(async move {
            let (reader, writer) = socket.split();
            let mut session = Session { reader: BufReader::new(reader), writer, outbox };
            // A connection that breaks off is the sender's affair: it will try again.
            let _ = stop.run_until_cancelled(session.run()).await;
        });
    }
    sessions.close();
    sessions.wait().await;
}

/// The outbox stands for systems outside, which have clocks of their own.
#[expect(clippy::disallowed_methods, reason = "when a message arrived is no business time")]
pub(super) fn now() -> DateTime<Utc> {
    Utc::now()
}

struct Session<R, W> {
    reader: R,
    writer: W,
    outbox: Arc<Outbox>,
}

#[derive(Default)]
struct Envelope {
    from: Option<String>,
    to: Vec<String>,
}

impl<R: AsyncBufRead + Unpin, W: AsyncWrite + Unpin> Session<R, W> {
    async fn run(&mut self) -> io::Result<()> {
        let mut envelope = Envelope::default();
        self.say("220 pser outbox").await?;
        while let Some(line) = self.line(LINE).await? {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => self.say("250-pser outbox\r\n250-8BITMIME\r\n250 SMTPUTF8").await?,
                "HELO" | "NOOP" => self.say("250 OK").await?,
                "RSET" => {
                    envelope = Envelope::default();
                    self.say("250 OK").await?;
                }
                "MAIL" => {
                    envelope = Envelope { from: Some(address(&line)), to: Vec::new() };
                    self.say("250 OK").await?;
                }
                "RCPT" if envelope.from.is_some() => {
                    envelope.to.push(address(&line));
                    self.say("250 OK").await?;
                }
                "DATA" if !envelope.to.is_empty() => self.data(std::mem::take(&mut envelope)).await?,
                "RCPT" | "DATA" => self.say("503 tell the sender and the recipients first").await?,
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("502 not known here").await?,
            }
        }
        Ok(())
    }

    async fn data(&mut self, envelope: Envelope) -> io::Result<()> {
        self.say("354 end with a line of one dot").await?;
        let mut mail = Vec::new();
        let mut is_too_long = false;
        while let Some(line) = self.line(MAIL as u64).await? {
            if line == b".\r\n" || line == b".\n" {
                if is_too_long {
                    return self.say("552 the message is too long").await;
                }
                return match self.outbox.take(&message(envelope, &mail)) {
                    Ok(_) => self.say("250 taken").await,
                    Err(error) => {
                        tracing::error!(%error, "the outbox cannot be written");
                        self.say("451 try again later").await
                    }
                };
            }
            // A leading dot was doubled by the sender.
            let line = line.strip_prefix(b".").unwrap_or(&line);
            is_too_long |= mail.len() + line.len() > MAIL;
            if !is_too_long {
                mail.extend_from_slice(line);
            }
        }
        Ok(())
    }

    /// One line with its end; none when the sender has gone, or sends a line without end.
    async fn line(&mut self, limit: u64) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.reader).take(limit).read_until(b'\n', &mut line).await?;
        Ok(line.ends_with(b"\n").then_some(line))
    }

    async fn say(&mut self, answer: &str) -> io::Result<()> {
        self.writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
        self.writer.flush().await
    }
}

/// What stands between the angle brackets of `MAIL FROM:<...>` and `RCPT TO:<...>`.
fn address(line: &str) -> String {
    let after = line.split_once('<').map_or(line, |(_, after)| after);
    after.split_once('>').map_or(after, |(address, _)| address).to_owned()
}

fn message(envelope: Envelope, mail: &[u8]) -> Message {
    let parsed = MessageParser::default().parse(mail);
    let parsed = parsed.as_ref();
    Message {
        at: now(),
        channel: Channel::Email,
        id: parsed.and_then(|mail| mail.message_id()).unwrap_or_default().to_owned(),
        to: envelope.to,
        from: envelope.from,
        subject: parsed.and_then(|mail| mail.subject()).map(str::to_owned),
        text: parsed
            .and_then(|mail| mail.body_text(0))
            .map_or_else(|| String::from_utf8_lossy(mail).into_owned(), Cow::into_owned),
    }
}

#[cfg(test)]
mod tests {
    use lettre::message::MultiPart;
    use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};

    use super::*;

    #[tokio::test]
    async fn a_mail_in_two_languages_arrives_readable() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = Arc::new(Outbox::open(folder.path()).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let serving = tokio::spawn(receive_mail(listener, Arc::clone(&outbox), stop.clone()));

        let sender = AsyncSmtpTransport::<Tokio1Executor>::from_url(&address).unwrap().build();
        let body = "آپ کی درخواست موصول ہو گئی۔\n.a line that begins with a dot\n";
        let mail = lettre::Message::builder()
            .from("PSER <no-reply@pser.pk>".parse().unwrap())
            .to("Citizen <citizen@example.pk>".parse().unwrap())
            .subject("درخواست")
            .multipart(MultiPart::alternative_plain_html(body.to_owned(), "<p>x</p>".to_owned()))
            .unwrap();
        sender.send(mail).await.unwrap();

        let taken = outbox.messages(Some("Citizen@example.pk"), 0, 10).unwrap();
        let message = &taken[0].message;
        assert_eq!(message.subject.as_deref(), Some("درخواست"));
        assert_eq!(message.text.replace("\r\n", "\n").trim(), body.trim());
        assert_eq!(message.from.as_deref(), Some("no-reply@pser.pk"));

        // The sender keeps its connection open; stopping does not wait for it.
        stop.cancel();
        serving.await.unwrap();
    }
}
