use std::collections::HashMap;
use std::sync::OnceLock;

use once_cell::sync::Lazy;
use posthog_rs::{Client, Event};
use shop_keys::EventName;

static METRICS: OnceLock<Metrics> = OnceLock::new();
pub static RAW: Lazy<Client> = Lazy::new(|| posthog_rs::client(env!("KEY")));

pub trait Recorder {
    fn send(&self, name: &str);

    fn emit(&self, name: &str) {
        self.send(name)
    }
}

pub struct Metrics {
    pub client: Client,
    extra: HashMap<String, String>,
}

impl Metrics {
    pub fn global() -> &'static Metrics {
        METRICS.get_or_init(|| Metrics { client: RAW.clone(), extra: HashMap::new() })
    }

    pub fn record(&self, name: &str, props: Option<serde_json::Value>) {
        let mut event = Event::new(name.to_string(), "u".to_string());
        for (key, value) in &self.extra {
            event.insert_prop(key, value).ok();
        }
        if let Err(error) = self.client.capture(event) {
            tracing::warn!(%error, "failed to capture {}", name);
        }
    }

    pub fn typed(&self, name: EventName) {
        self.record(name.as_ref(), None);
    }

    pub fn timed<T>(&self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let out = run();
        self.record(name, None);
        out
    }

    pub fn fire<S: Into<String>>(name: S)
    where
        S: Clone,
    {
        let event = Event::new(name.into(), "u".into());
        tokio::task::spawn_blocking(move || RAW.capture(event));
    }
}

impl Recorder for Metrics {
    fn send(&self, name: &str) {
        self.record(name, None)
    }
}
