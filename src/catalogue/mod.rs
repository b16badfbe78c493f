//! What the department offers: per programme one bundle of workflow, form, documents and eligibility, checked when it is
//! loaded and kept by content hash. It says what is asked; it knows nothing of anybody's answers.

pub mod bundle;
pub mod form;
mod programme;
pub mod publish;
pub mod requirements;
mod shelf;

pub use bundle::Bundle;
pub use programme::Programme;
pub use shelf::{Catalogue, Offer};
