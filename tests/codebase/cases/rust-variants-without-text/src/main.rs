use posthog_rs::Event;
enum Ev { Opened, Paid }
impl From<Ev> for String { fn from(e: Ev) -> String { match e { Ev::Opened => "ev_opened".to_string(), Ev::Paid => "ev_paid".to_string() } } }
fn main() {
    let client = posthog_rs::client("phc_x");
    client.capture(Event::new(Ev::Opened, "id"));
    client.is_feature_enabled(Ev::Paid, "id", None);
}
