mod metrics;
mod flags;

use metrics::{Metrics, Recorder};
use shop_keys::events::Auto;
use shop_keys::{EventName, BETA, FIRST, SEARCH};

fn main() {
    let metrics = Metrics::global();
    metrics.record(FIRST, None);
    metrics.record(EventName::SignedUp.as_ref(), None);
    metrics.typed(EventName::LoggedIn);
    metrics.record(&Auto::PlanChosen.to_string(), None);
    metrics.record(Auto::Other.as_ref(), None);
    Metrics::global().record("rs_global", None);
    metrics::record!("rs_macro_free");
    metrics.timed("rs_timed", || 3);
    let recorder: &dyn Recorder = metrics;
    recorder.emit("rs_default_method");
    Metrics::fire("rs_assoc");
    if flags::on(BETA) {
        return;
    }
    if flags::on(SEARCH.key) {}
    if flags::Gate::new(BETA).open() {}
    let gates = flags::Gates { client: metrics.client.clone() };
    let on = gates.dark_mode();
    match gates.variant("rs-variant-arg").as_deref() {
        Some("a") => {}
        _ => {}
    }
    std::process::exit(if on { 1 } else { 0 });
}
