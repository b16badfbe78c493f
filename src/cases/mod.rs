//! Cases: an application on its way through its workflow. Rows and reading only; a stage changes in `casework::act`.

mod open;

pub use open::{NewCase, open, touch, touch_all};
