mod analytics;
mod keys;
mod gates;
mod state;

use std::sync::{Arc, LazyLock, OnceLock};

use posthog_rs::{Client, ClientOptions, EvaluateFlagsOptions, Event};

use crate::analytics::{track, Analytics, Tracker as Pulse};
use crate::keys::{self, EventName, GATE};

static CLIENT: OnceLock<Client> = OnceLock::new();
static LAZY: LazyLock<Client> = LazyLock::new(|| posthog_rs::client("phc_demo"));
static SHARED: LazyLock<Pulse> = LazyLock::new(Pulse::from_env);

lazy_static::lazy_static! {
    static ref OLD: posthog_rs::Client = posthog_rs::client("phc_old");
}

const PREFIX: &str = "shop";

fn hog() -> &'static Client {
    CLIENT.get().expect("client")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = posthog_rs::client(ClientOptions::from("phc_x")).await;
    let mut event = Event::new(keys::OPENED, "u");
    event.insert_prop("$feature/rs-prop", true)?;
    client.capture(event)?;
    client.capture(Event::new_anon(String::from("rs_anon"))).await?;
    client.capture_batch(vec![Event::new("rs_b1", "u"), Event::new("rs_b2".to_owned(), "u")], false);
    posthog_rs::capture(Event::new(format!("{}_started", PREFIX), "u"));
    posthog_rs::capture(Event::new(format!("{PREFIX}_stopped"), "u"));
    client.capture(Event::new(concat!("rs_", "joined"), "u"));
    client.capture(Event::new(r#"rs "raw""#, "u"));
    client.capture(Event::new("rs_\u{e9}\x41", "u"));
    hog().capture(Event::new("rs_hog", "u"));
    LAZY.capture(Event::new("rs_lazy", "u"));
    OLD.capture(Event::new("rs_static", "u"));
    CLIENT.get_or_init(|| posthog_rs::client("x")).capture(Event::new("rs_once", "u"));
    SHARED.send("rs_shared");

    track(&client, "rs_tracked", "u");
    analytics::track(&client, keys::nested::DEEP, "u");
    crate::analytics::track(&client, EventName::Paid.as_str(), "u");
    track(&client, &EventName::Refunded(3).to_string(), "u");

    let analytics = Analytics::new(Arc::new(client.clone()));
    analytics.track("rs_method").await?;
    analytics.track_named(EventName::Paid);
    analytics.verb("cart", "emptied");
    let pulse = Pulse { client: client.clone() };
    pulse.send(keys::Keys::SENT);

    if client.is_feature_enabled(GATE, "u", None, None, None).await.unwrap_or(false) {
        println!("{:?}", client.get_feature_flag("rs-in-macro".to_string(), "u", None).await?);
    }
    if let Ok(Some(v)) = client.get_feature_flag("rs-let".into(), "u".into(), None, None, None).await {
        drop(v);
    }
    match client.get_feature_flag_payload(&keys::PAYLOAD, "u").await {
        Ok(p) => drop(p),
        Err(_) => {}
    }
    let flags = client.evaluate_flags("u", EvaluateFlagsOptions { flag_keys: Some(vec!["rs-asked".into()]), ..Default::default() }).await?;
    let some = flags.only(&["rs-only", GATE]);
    assert!(some.is_enabled("rs-some"));
    read(&flags);
    if gates::checkout(&client).await {
        tokio::spawn(async move {
            client.capture(Event::new("rs_spawned", "u"));
        });
    }
    if gates::is_on(&client, "rs-on").await? {}
    let plan = if std::env::args().count() > 1 { "rs_pro" } else { "rs_free" };
    track(&client, plan, "u");
    for step in ["rs_one", "rs_two"] {
        track(&client, step, "u");
    }
    [keys::OPENED].iter().for_each(|name| track(&client, name, "u"));
    let send = |name: &str| client.capture(Event::new(name, "u"));
    send("rs_closure");
    track(&client, &std::env::var("EVENT")?, "u");
    Ok(())
}

fn read(flags: &posthog_rs::FeatureFlagEvaluations) {
    let _ = flags.get_flag("rs-read");
    let _ = flags.get_flag_payload(GATE);
}
