//! Every reason for which the product says no. The list is closed: each line has a code, the kind of answer it is over
//! HTTP, and a sentence in each language under `templates/locales/*/refusals.ftl` (a test compares the two).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// What kind of no it is; the web gives each kind its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Fields of the request are wrong: 422.
    Invalid,
    /// Nobody is signed in, or the proof offered was wrong: 401.
    Unauthenticated,
    /// The actor may see the thing but not do this to it: 403.
    Forbidden,
    /// The thing is not in the state the request expects: 409.
    Conflict,
    /// Larger than is taken: 413.
    TooLarge,
    /// Not a kind of content that is taken: 415.
    Unsupported,
    /// A precondition the caller named does not hold any more: 412.
    Stale,
    /// Too often: 429.
    TooMany,
}

/// One wrong field: where, what is wrong (a code with a translation `field-<code>`), and the numbers of the rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Dotted path of the field as the caller named it: `members.2.cnic`.
    pub field: String,
    /// Kebab-case code, for example `cnic-malformed`.
    pub code: &'static str,
    /// Parameters of the sentence: limits, allowed values. Never the value typed.
    pub params: Vec<(&'static str, String)>,
}

impl FieldError {
    /// An error on `field` whose sentence needs no parameters.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, params: Vec::new() }
    }

    /// Adds a parameter of the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
}

/// Why one case of several refused what was to be done to all of them.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct CaseRefusal {
    /// Reference of the case.
    pub case: String,
    /// Code of its refusal.
    pub code: &'static str,
    pub params: Value,
}

impl CaseRefusal {
    pub fn new(case: impl Into<String>, refusal: &Refusal) -> Self {
        Self { case: case.into(), code: refusal.code(), params: refusal.params() }
    }
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident $({ $($field:ident: $type:ty),+ })? = $kind:ident $code:literal;)+) => {
        /// A no, with its reason. See the module.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Refusal {
            /// Fields of the request that are wrong, all of them at once.
            Invalid(Vec<FieldError>),
            $($(#[$doc])* $name $({ $($field: $type),+ })?,)+
        }

        impl Refusal {
            /// The codes of all refusals, for the test of the translations.
            pub const CODES: &'static [&'static str] = &["invalid", $($code),+];

            /// The stable code that API clients and translations use.
            pub fn code(&self) -> &'static str {
                match self { Self::Invalid(_) => "invalid", $(Self::$name $({ $($field: _),+ })? => $code,)+ }
            }

            /// What kind of no it is.
            pub fn kind(&self) -> Kind {
                match self { Self::Invalid(_) => Kind::Invalid, $(Self::$name $({ $($field: _),+ })? => Kind::$kind,)+ }
            }

            /// The parameters of the sentence, by name.
            pub fn params(&self) -> Value {
                match self {
                    Self::Invalid(_) => json!({}),
                    $(Self::$name $({ $($field),+ })? => json!({ $($(stringify!($field): $field),+)? }),)+
                }
            }
        }
    };
}

refusals! {
    // Getting in
    /// No session, or one that ended.
    SignInRequired = Unauthenticated "sign-in-required";
    /// Wrong name, wrong password or no such account: one answer for all three.
    WrongCredentials = Unauthenticated "wrong-credentials";
    /// Five failures from here on this account.
    Locked { until: DateTime<Utc> } = TooMany "locked";
    /// Wrong, expired, used or unknown code: one answer for all.
    WrongCode = Unauthenticated "wrong-code";
    /// Five wrong codes: no further code is sent for this, it is to be begun anew.
    CodeBurnt = Conflict "code-burnt";
    /// What was begun took too long, was finished, or was begun anew elsewhere.
    BegunTooLongAgo = Conflict "begun-too-long-ago";
    /// A link from a mail that is unknown, used, expired, or not the newest.
    LinkOver = Conflict "link-over";
    /// The deed needs a fresh proof of who is at the keyboard.
    ReauthenticationRequired = Forbidden "reauthentication-required";
    /// More requests than this address or account may send; when to come back, in seconds.
    TooManyRequests { retry_after_seconds: u64 } = TooMany "too-many-requests";
    /// The person or the e-mail address has a staff account already.
    StaffAccountExists = Conflict "staff-account-exists";
    /// The header PSER-Client names no client, or with a wrong secret.
    WrongClient = Unauthenticated "wrong-client";
    /// An API client of this name was made known before.
    ClientExists = Conflict "client-exists";
    // May I
    /// The policy gives this deed to nobody the actor is.
    NotAllowed { deed: String } = Forbidden "not-allowed";
    /// Staff do not act on their own case.
    OwnCase = Forbidden "own-case";
    /// Staff do not act on the case of somebody of their household.
    KinCase = Forbidden "kin-case";
    /// The case is about one on which the actor, or somebody of their household, did something.
    HadAHand = Forbidden "had-a-hand";
    /// It takes a skill that is not noted for this officer.
    SkillNeeded = Forbidden "skill-needed";
    /// Above what the actor's grant allows, in paisa.
    AboveCap { cap: i64 } = Forbidden "above-cap";
    /// The same person (or kin) did the other deed of a separated set on this case.
    Separated { action: String, earlier: String } = Forbidden "separated";
    // The state of the case
    /// The case moved meanwhile; the answer carries where it is now.
    StaleCase { stage: String, version: i32 } = Conflict "stale-case";
    /// The stage does not offer this action.
    ActionNotOpen { action: String, stage: String } = Conflict "action-not-open";
    /// The action's condition does not hold.
    GuardNotMet { action: String } = Conflict "guard-not-met";
    /// The case has ended.
    CaseEnded { stage: String } = Conflict "case-ended";
    /// No case has this number and this CNIC; the same for a wrong pair.
    StatusUnknown = Invalid "status-unknown";
    /// The certificate was revoked before, or replaced.
    CertificateRevoked = Conflict "certificate-revoked";
    /// Another officer has claimed the case.
    ClaimedBySomeoneElse { by: String } = Conflict "claimed-by-someone-else";
    /// The officer holds as many cases as one may hold.
    TooManyClaims { cap: i64 } = Conflict "too-many-claims";
    /// The officer does not have the case, and nobody else does.
    NotYourCase = Conflict "not-your-case";
    /// The case is on hold already, until another day.
    AlreadyOnHold { until: NaiveDate } = Conflict "already-on-hold";
    /// The officer has as many cases on hold as one may have.
    TooManyHolds { cap: i64 } = Conflict "too-many-holds";
    /// Whoever is away, until this day and with it, takes no case.
    Away { until: NaiveDate } = Conflict "away";
    /// Somebody keeps as many saved views of a queue as one may.
    TooManyViews { most: i64 } = Conflict "too-many-views";
    /// The other case of a pair is not one that the actor may see.
    OtherElsewhere = Forbidden "other-elsewhere";
    /// Somebody judged the two cases since they were looked at, or there is nothing to take back.
    PairJudged = Conflict "pair-judged";
    /// Cases of two programmes are never one.
    MergeOtherProgramme = Conflict "merge-other-programme";
    /// Money is on its way for the case that was to be closed, or has been.
    MergePayment = Conflict "merge-payment";
    /// The case that was to be kept was itself closed for another.
    MergeIntoMerged = Conflict "merge-into-merged";
    /// The case that was to be kept has ended without what was applied for.
    MergeIntoEnded = Conflict "merge-into-ended";
    /// Another case was closed for the one that was to be closed.
    MergeKeepsAnother = Conflict "merge-keeps-another";
    /// Nothing in the queue this officer may take.
    QueueEmpty = Conflict "queue-empty";
    /// The officer has a second look at the case open, and sees nothing else of it until they have answered.
    SecondLookOpen { look: Uuid } = Conflict "second-look-open";
    /// The officer does not have this second look: it went back, or was answered.
    NotYourSecondLook = Conflict "not-your-second-look";
    /// No second look waits that this officer may take.
    NoSecondLook = Conflict "no-second-look";
    /// A document was put in place of another, or reviewed, meanwhile.
    DocumentChanged = Conflict "document-changed";
    // Registering and applying
    /// The registration or application was already handed in.
    AlreadySubmitted { reference: String } = Conflict "already-submitted";
    /// An open application to this programme exists; it is to be gone on with.
    ApplicationExists = Conflict "application-exists";
    /// The draft changed in another window since it was read.
    DraftChanged { version: i32 } = Conflict "draft-changed";
    /// The application was handed in already; changes go through its case.
    NoLongerADraft = Conflict "no-longer-a-draft";
    /// The application lacks answers or documents; `missing` names them.
    Incomplete { missing: Vec<String> } = Conflict "incomplete";
    /// Another application of the person to the same programme is open, or the appeal that would open one again.
    AnotherIsOpen = Conflict "another-is-open";
    /// There is no decision that can be appealed here.
    NothingToAppeal = Conflict "nothing-to-appeal";
    /// The last step of the case is not the actor's, or cannot be taken back any more.
    NothingToUndo = Conflict "nothing-to-undo";
    /// A message of the step is on its way.
    LeftTheHouse = Conflict "left-the-house";
    /// The time to appeal ended at this moment.
    AppealTooLate { until: DateTime<Utc> } = Conflict "appeal-too-late";
    /// An appeal against this decision was decided: it is final.
    AppealDecided = Conflict "appeal-decided";
    /// The programme takes no applications now.
    ProgrammeClosed = Conflict "programme-closed";
    // Documents
    /// The file has no bytes.
    EmptyFile = Invalid "empty-file";
    /// More bytes than a document may have.
    FileTooLarge { limit_bytes: u64 } = TooLarge "file-too-large";
    /// Neither JPEG, PNG nor PDF by its content, or not the one it says it is.
    FileKindNotTaken = Unsupported "file-kind-not-taken";
    /// It says it is an image or PDF but cannot be read as one.
    FileUnreadable = Unsupported "file-unreadable";
    /// An image of more pixels than can be decoded safely.
    ImageTooLarge { limit_pixels: u64 } = TooLarge "image-too-large";
    /// A PDF that needs a password.
    PdfProtected = Unsupported "pdf-protected";
    /// A PDF with scripts, attached files or forms that send themselves.
    PdfActive = Unsupported "pdf-active";
    /// A PDF of more pages than anybody would check.
    PdfTooLong { limit_pages: u64 } = TooLarge "pdf-too-long";
    /// The virus scanner named something in it.
    FileInfected = Unsupported "file-infected";
    /// The slot is none of the application's requirements.
    RequirementUnknown = Invalid "requirement-unknown";
    /// Documents are not taken while the case is where it is.
    DocumentsClosed = Conflict "documents-closed";
    /// The document is still being examined or was found unfit.
    DocumentNotReady = Conflict "document-not-ready";
    // Money
    /// The batch is not open for this.
    BatchNotOpen { state: String } = Conflict "batch-not-open";
    /// The batch's content is not what was looked at; approve again after reading.
    BatchChanged = Conflict "batch-changed";
    /// The batch cannot be approved as it is: `cases` names each case that refused, and why.
    CasesRefused { cases: Vec<CaseRefusal> } = Conflict "cases-refused";
    /// No approved case waits for payment.
    NothingToPay = Conflict "nothing-to-pay";
    /// The programme's budget does not cover it, in paisa.
    BudgetExceeded { available: i64 } = Conflict "budget-exceeded";
    /// The maker of a batch never approves it.
    MakerIsChecker = Forbidden "maker-is-checker";
    // The request itself
    /// A form that was not given to this visitor, or too long ago.
    FormExpired = Forbidden "form-expired";
    /// The idempotency key was used with another body.
    KeyReused = Conflict "key-reused";
    /// The same key is being worked on by a request that has not ended.
    KeyInUse = Conflict "key-in-use";
    /// A creating request came without an idempotency key.
    KeyRequired = Invalid "key-required";
    /// The body is longer than is taken.
    BodyTooLarge = TooLarge "body-too-large";
    /// The body is not of the content type this address takes.
    ContentTypeNotTaken = Unsupported "content-type-not-taken";
}

impl From<FieldError> for Refusal {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl Refusal {
    /// One wrong field.
    pub fn field(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }
}
