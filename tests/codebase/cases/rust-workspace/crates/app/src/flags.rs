use crate::metrics::{Metrics, RAW};

pub fn on(key: &str) -> bool {
    RAW.is_feature_enabled(key.to_owned(), "u".to_owned(), None, None, None)
        .unwrap_or_default()
}

pub struct Gate<'a> {
    key: &'a str,
}

impl<'a> Gate<'a> {
    pub fn new(key: &'a str) -> Self {
        Self { key }
    }

    pub fn open(&self) -> bool {
        on(self.key)
    }
}

pub struct Gates {
    pub client: posthog_rs::Client,
}

impl Gates {
    pub fn dark_mode(&self) -> bool {
        match self.client.is_feature_enabled("rs-dark", "u", None, None, None) {
            Ok(true) => true,
            _ => false,
        }
    }

    pub fn variant(&self, key: &str) -> Option<String> {
        let flag = self.client.get_feature_flag(key, "u", None, None, None);
        match flag {
            Ok(Some(FlagValue::String(name))) => Some(name),
            Ok(_) | Err(_) => None,
        }
    }
}

pub async fn all(metrics: &Metrics) {
    let (flags, payloads) = metrics.client.get_feature_flags("u", None, None, None).await.unwrap();
    if flags.get("rs-all-get").is_some() || flags.contains_key("rs-all-has") {}
    let _ = payloads["rs-all-payload"].clone();
}
