//! `/account`: what is kept about whoever is signed in, and where else they are signed in.

mod absence;
mod access;
mod browser;
mod data;
mod email;
mod language;
mod mobile;
mod password;
mod sessions;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use self::sessions::Listed;
use crate::app::App;
use crate::casework::absence as absences;
use crate::casework::own_account::{self, Profile};
use crate::error::Result;
use crate::people::contact::Email;
use crate::people::grants::Grant;
use crate::people::{citizen, staff};
use crate::policy::Policy;
use crate::queues::declared::skills;
use crate::texts::Language;
use crate::web::away;
use crate::web::page::Page;
use crate::web::page::places::Places;
use crate::web::page::visitor::SignedIn;
#[cfg(test)]
use crate::web::page::{Signed, samples::Sample};

pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/account", get(show))
        .route("/account/password", get(password::ask).post(password::change))
        .route("/account/mobile", get(mobile::ask).post(mobile::begin))
        .route("/account/mobile/{id}/code", get(mobile::ask_code).post(mobile::prove))
        .route("/account/mobile/{id}/code/resend", post(mobile::resend))
        .route("/account/email", get(email::ask).post(email::change))
        .route("/account/email/link", post(email::resend))
        .route("/account/language", get(language::ask).post(language::change))
        .route("/account/sessions/{id}/end", post(sessions::end))
        .route("/account/access", get(access::show))
        .route("/account/absence", get(absence::ask).post(absence::declare))
        .route("/account/absence/end", post(absence::end))
        .route("/account/data", get(data::ask).post(data::take))
}

#[derive(Debug, Serialize)]
struct Account {
    name: String,
    /// The other of the two has nothing to show.
    citizen: Option<Citizen>,
    staff: Option<Staff>,
    language: String,
    sessions: Vec<Listed>,
}

#[derive(Debug, Serialize)]
struct Citizen {
    pser_id: String,
    /// Masked, as the mobile.
    cnic: String,
    mobile: String,
    email: Option<String>,
    /// An address that waits for its link to be followed.
    email_waiting: Option<String>,
    address: Option<String>,
    area: String,
}

#[derive(Debug, Serialize)]
struct Staff {
    email: String,
    /// An absence that holds, or is to come, in words.
    away: Option<String>,
    roles: Vec<Held>,
}

/// A role held now.
#[derive(Debug, Serialize)]
struct Held {
    title: String,
    /// None for the whole province.
    area: Option<String>,
    /// None for every programme.
    programme: Option<String>,
    /// The most a case may be worth, in paisa.
    cap: Option<i64>,
    skills: Vec<String>,
    until: Option<String>,
}

async fn show(State(app): State<Arc<App>>, page: Page, SignedIn(session): SignedIn) -> Result<Response> {
    let profile = own_account::profile(&app, &session).await?;
    let sessions = own_account::list_sessions(&app, &session).await?;
    let places = Places::of(&app, &page);
    let spoken = |language: Language| page.say(&format!("register-language-{}", language.code()));
    let sessions = sessions.iter().map(|listed| Listed::of(listed, session.id)).collect();
    let account = match profile {
        Profile::Citizen(profile) => Account {
            name: profile.name.clone(),
            language: spoken(profile.contact.language),
            citizen: Some(Citizen::of(profile, &places)),
            staff: None,
            sessions,
        },
        Profile::Staff(staff::Profile { name, email, language }) => {
            let titled = |code: &str| {
                let offer = app.catalogue.current(code);
                offer.map_or_else(|| code.to_owned(), |offer| page.of(&offer.programme.title).to_owned())
            };
            let held = |grant: &Grant| Held::of(&page, &app.policy, &places, grant, titled);
            let roles = session.grants.iter().map(held).collect();
            let away = absences::own(&app, &session).await?.map(|said| away::words(&page, said));
            let staff = Some(Staff { email, away, roles });
            Account { name, language: spoken(language), citizen: None, staff, sessions }
        }
    };
    page.html("portal/account/show.html", &account)
}

impl Citizen {
    fn of(profile: citizen::Profile, places: &Places) -> Self {
        Self {
            pser_id: profile.pser_id,
            cnic: profile.cnic.masked(),
            mobile: profile.contact.mobile.masked(),
            email: profile.contact.email.as_ref().map(Email::reveal).map(str::to_owned),
            email_waiting: profile.email_waiting.as_ref().map(Email::reveal).map(str::to_owned),
            address: profile.address,
            area: places.name(&profile.area),
        }
    }
}

impl Held {
    fn of(
        page: &Page,
        policy: &Policy,
        places: &Places,
        grant: &Grant,
        titled: impl Fn(&str) -> String,
    ) -> Self {
        let title = policy.title_of(&grant.role).map(|title| page.of(title));
        Self {
            title: title.unwrap_or(&grant.role).to_owned(),
            area: grant.area.as_deref().map(|area| places.name(area)),
            programme: grant.programme.as_deref().map(titled),
            cap: grant.amount_cap,
            skills: skills()
                .iter()
                .filter(|skill| grant.skills.contains(&skill.name))
                .map(|skill| page.of(&skill.title).to_owned())
                .collect(),
            until: grant.expires_at.map(|until| until.to_rfc3339()),
        }
    }
}

#[cfg(test)]
pub(super) fn samples() -> Vec<Sample> {
    let text = |text: &str| Some(text.to_owned());
    let citizen = |email, email_waiting, address| Account {
        name: "غلام فاطمہ".to_owned(),
        citizen: Some(Citizen {
            pser_id: "P-7M3QK-0T8XW-2".to_owned(),
            cnic: "*****-*****67-1".to_owned(),
            mobile: "+92 3** *****67".to_owned(),
            email,
            email_waiting,
            address,
            area: "شالیمار، لاہور".to_owned(),
        }),
        staff: None,
        language: "اردو".to_owned(),
        sessions: Listed::samples(),
    };
    let role = Held {
        title: "نگران".to_owned(),
        area: None,
        programme: None,
        cap: None,
        skills: Vec::new(),
        until: None,
    };
    let bounded = Held {
        title: "تصدیقی افسر".to_owned(),
        area: text("لاہور"),
        programme: text("نقد امداد"),
        cap: Some(5_000_000),
        skills: vec!["گھروں کے دورے".to_owned()],
        until: text("2026-12-31T19:00:00Z"),
    };
    let staff = |roles: Vec<Held>| Account {
        citizen: None,
        staff: Some(Staff {
            email: "amna@office.example".to_owned(),
            away: (!roles.is_empty()).then(|| "5 مارچ 2026 سے 9 مارچ 2026 تک چھٹی".to_owned()),
            roles,
        }),
        ..citizen(None, None, None)
    };
    let sample = |signed, view: &Account| Sample::new("portal/account/show.html", signed, view);
    let mut samples = vec![
        sample(Signed::Citizen, &citizen(text("fatima@example.org"), None, text("مکان 5\nاسلام پورہ"))),
        sample(Signed::Citizen, &citizen(None, text("fatima@example.org"), None)),
        sample(Signed::Citizen, &citizen(None, None, None)),
        sample(Signed::Staff, &staff(vec![role, bounded])),
        sample(Signed::Staff, &staff(Vec::new())),
    ];
    samples.extend(password::samples());
    samples.extend(mobile::samples());
    samples.extend(email::samples());
    samples.extend(language::samples());
    samples.extend(absence::samples());
    samples.extend(access::samples());
    samples.extend(data::samples());
    samples
}
