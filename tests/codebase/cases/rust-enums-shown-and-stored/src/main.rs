use posthog_rs::Event;

#[derive(Clone, Serialize, strum::Display)]
#[serde(rename_all = "camelCase")]
enum Shown {
    TillPaid,
    #[strum(serialize = "till closed")]
    TillClosed,
}

fn main() {
    let client = posthog_rs::client("phc_till");
    client.capture(Event::new(Shown::TillPaid.to_string(), "a"));
    client.capture(Event::new(Shown::TillClosed.to_string(), "a"));
}
