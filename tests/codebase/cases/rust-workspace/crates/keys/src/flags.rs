pub const BETA: &str = "rs-ws-beta";

pub struct Flag {
    pub key: &'static str,
    pub default: bool,
}

pub const SEARCH: Flag = Flag { key: "rs-ws-search", default: false };
