use strum::{AsRefStr, Display};

pub const OPENED: &str = "rs_ws_opened";

#[derive(Clone, Copy)]
pub enum EventName {
    SignedUp,
    LoggedIn,
}

impl AsRef<str> for EventName {
    fn as_ref(&self) -> &str {
        match self {
            EventName::SignedUp => "rs_signed_up",
            EventName::LoggedIn => "rs_logged_in",
        }
    }
}

#[derive(Display, AsRefStr)]
#[strum(serialize_all = "snake_case")]
pub enum Auto {
    PlanChosen,
    #[strum(serialize = "rs_renamed")]
    Other,
}

impl From<EventName> for String {
    fn from(name: EventName) -> Self {
        name.as_ref().to_string()
    }
}
