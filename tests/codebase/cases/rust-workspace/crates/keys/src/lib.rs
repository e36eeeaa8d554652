pub mod events;
mod flags;
pub use events::{EventName, OPENED as FIRST};
pub use flags::*;
