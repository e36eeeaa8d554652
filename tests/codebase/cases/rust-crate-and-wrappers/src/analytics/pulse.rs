use posthog_rs::{Client, Event};

pub struct Tracker {
    pub client: Client,
}

impl Tracker {
    pub fn from_env() -> Self {
        Tracker { client: posthog_rs::client(std::env::var("KEY").unwrap()) }
    }

    pub fn send(&self, name: &str) {
        self.client.capture(Event::new(name, "u"));
    }
}
