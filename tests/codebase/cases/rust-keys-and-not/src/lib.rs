//! posthog.capture(Event::new("doc_event", "u"))
use posthog_rs::Event;
use regex::Regex;

/// client.is_feature_enabled("doc-flag", "u")
pub fn negatives(camera: &Camera, re: &Regex, ld: launchdarkly::Client) {
    camera.capture("no_camera");
    let caps = re.captures("no_regex").unwrap();
    sentry::capture_message("no_sentry", sentry::Level::Info);
    ld.is_feature_enabled("no-ld", "u");
    let posthog = Logger::new();
    posthog.capture("no_logger");
    let text = "client.capture(Event::new(\"no_text\", \"u\"))";
    let unsent = Event::new("no_unsent", "u");
    let unleash = unleash_api_client::Client::new();
    unleash.is_enabled("no-unleash");
    /* client.capture(Event::new("no_block", "u")); */
}

struct Logger;
impl Logger {
    fn new() -> Self { Logger }
    fn capture(&self, what: &str) {}
}

pub fn dynamic(client: &posthog_rs::Client, name: String, flag: &str) {
    client.capture(Event::new(name.to_lowercase(), "u"));
    client.is_feature_enabled(format!("rs-{}", std::env::var("X").unwrap()), "u");
}

pub fn uncalled(client: &posthog_rs::Client, name: &str) {
    client.capture(Event::new(name, "u"));
}

pub fn shadow(client: &posthog_rs::Client) {
    const NAME: &str = "rs_outer";
    {
        const NAME: &str = "rs_inner";
        client.capture(Event::new(NAME, "u"));
    }
    let name = "rs_first";
    client.capture(Event::new(name, "u"));
    let name = "rs_second";
    client.capture(Event::new(name, "u"));
    let key = match std::env::args().count() {
        1 => "rs_m1",
        2 => "rs_m2",
        _ => "rs_m3",
    };
    client.capture(Event::new(key, "u"));
    let pair = ("rs_left", 1);
    client.capture(Event::new(pair.0, "u"));
    const NAMES: [&str; 2] = ["rs_n0", "rs_n1"];
    client.capture(Event::new(NAMES[1], "u"));
    let cfg = Config { event: "rs_field", ..Default::default() };
    client.capture(Event::new(cfg.event, "u"));
    let mut later;
    later = Event::new("rs_later", "u");
    client.capture(later);
    let mut list = Vec::new();
    list.push(Event::new("rs_pushed", "u"));
    client.capture_batch(list, false);
    for plan in Plan::ALL {
        client.capture(Event::new(plan.event(), "u"));
    }
    client.capture(Event::new(label(Plan::Gold), "u"));
    client.capture(Event::new(Plan::Basic.into(), "u".into()));
}

struct Config { event: &'static str, other: u8 }

#[derive(Clone, Copy)]
pub enum Plan { Basic, Gold }

impl Plan {
    const ALL: [Plan; 2] = [Plan::Basic, Plan::Gold];
    fn event(self) -> &'static str {
        match self { Plan::Basic => "rs_basic", Plan::Gold => "rs_gold" }
    }
}

impl From<Plan> for String {
    fn from(plan: Plan) -> String {
        match plan { Plan::Basic => "rs_basic_into".to_string(), Plan::Gold => "rs_gold_into".to_string() }
    }
}

fn label(plan: Plan) -> &'static str {
    match plan {
        Plan::Basic => "rs_is_basic",
        Plan::Gold => "rs_is_gold",
    }
}

pub fn enabled(ctx: &Ctx) -> bool {
    let result = ctx.hog.is_feature_enabled("rs-fixed", "u", None, None, None);
    match result {
        Ok(value) => value,
        Err(_) => false,
    }
}

pub fn not_enabled(ctx: &Ctx) -> bool {
    !matches!(ctx.hog.get_feature_flag("rs-variant", "u"), Ok(Some(FlagValue::Boolean(true))))
}

pub struct Ctx { pub hog: posthog_rs::Client }

pub fn caller(ctx: &Ctx) {
    if enabled(ctx) || not_enabled(ctx) {}
}
