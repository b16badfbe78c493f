//! The component macros: that they print the markup which govuk-frontend documents, that nothing a person typed becomes
//! markup, and that every word is there in both languages.

mod dom;
mod field;
mod fixtures;
mod kit;
mod moj;
mod options;
