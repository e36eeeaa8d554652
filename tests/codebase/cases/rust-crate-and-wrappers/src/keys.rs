use std::fmt;

pub const OPENED: &str = "rs_opened";
pub const GATE: &'static str = "rs-gate";
pub static PAYLOAD: &str = "rs-payload";

pub mod nested {
    pub const DEEP: &str = "rs_deep";
}

pub struct Keys;

impl Keys {
    pub const SENT: &'static str = "rs_sent";
}

#[derive(Debug, Clone)]
pub enum EventName {
    Paid,
    Refunded(u32),
}

impl EventName {
    pub fn as_str(&self) -> &'static str {
        match self {
            EventName::Paid => "rs_paid",
            Self::Refunded(_) => "rs_refunded",
        }
    }
}

impl fmt::Display for EventName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.as_str())
    }
}
