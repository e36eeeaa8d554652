mod pulse;
pub use pulse::Tracker;

use std::sync::Arc;

use posthog_rs::{Client, Event};

use super::keys::EventName;

pub struct Analytics {
    client: Arc<Client>,
}

impl Analytics {
    pub fn new(client: Arc<Client>) -> Self {
        Self { client }
    }

    pub async fn track(&self, name: impl Into<String>) -> Result<(), posthog_rs::Error> {
        self.client.capture(Event::new(name.into(), "u".to_string()))?;
        Ok(())
    }

    pub fn track_named(&self, name: EventName) {
        let event = Event::new(name.as_str(), "u");
        self.send(event);
    }

    pub fn verb(&self, area: &str, verb: &str) {
        self.send(Event::new(format!("{}_{verb}", area), "u"));
    }

    fn send(&self, event: Event) {
        let client = self.client.clone();
        std::thread::spawn(move || client.capture(event));
    }
}

pub fn track(client: &Client, name: &str, user: &str) {
    let event = build(name, user);
    let _ = client.capture(event);
}

fn build(name: &str, user: &str) -> Event {
    let mut event = Event::new(name, user);
    event.insert_prop("plan", "pro").unwrap();
    event
}
