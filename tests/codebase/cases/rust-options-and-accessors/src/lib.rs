use posthog_rs::{self as hog, Client, ClientOptionsBuilder, Event as PhEvent};
use std::{borrow::Cow, collections::HashMap, sync::{Arc, Mutex, RwLock}};
use once_cell::sync::OnceCell;

const fn name() -> &'static str { "rs_fn_const" }
static TABLE: &[(&str, &str)] = &[("a", "rs_t_a"), ("b", "rs_t_b")];
const EVENTS: &[&str] = &["rs_e0", "rs_e1"];
static SINGLETON: OnceCell<Arc<Service>> = OnceCell::new();
thread_local! { static LOCAL: Client = posthog_rs::client("x"); }

type Hog = Arc<Mutex<Client>>;

pub mod ev {
    pub const A: &str = "rs_mod_a";
    pub mod deep { pub const B: &str = "rs_mod_b"; }
    pub struct Names;
    impl Names { pub const C: &'static str = "rs_mod_c"; pub fn d() -> &'static str { "rs_mod_d" } }
}
use ev::{deep::B, Names, A};

pub fn service() -> &'static Arc<Service> {
    SINGLETON.get_or_init(|| Arc::new(Service::default()))
}

#[derive(Default)]
pub struct Service { hog: Option<Client>, shared: Hog, rw: Arc<RwLock<Client>>, enabled: bool }

impl Service {
    fn client(&self) -> Option<&Client> { self.hog.as_ref() }
    fn hog(&self) -> &Option<Client> { &self.hog }

    pub fn log<'a, T>(&self, what: T) where T: Into<Cow<'a, str>> {
        if !self.enabled { return; }
        let Some(client) = self.client() else { return };
        client.capture(PhEvent::new(what.into().to_string(), "u".to_string()));
    }

    pub async fn locked(&self, what: &str) {
        let guard = self.shared.lock().unwrap();
        guard.capture(PhEvent::new(what, "u"));
    }

    pub fn through(&self, what: &str) -> anyhow::Result<()> {
        self.rw.read().unwrap().capture(PhEvent::new_anon(what))?;
        Ok(())
    }

    pub fn flag(&self, key: impl AsRef<str>) -> bool {
        self.hog.as_ref().map(|c| c.is_feature_enabled(key.as_ref(), "u", None, None, None).unwrap_or(false)).unwrap_or(false)
    }

    pub fn is_new(&self) -> bool {
        let Some(client) = &self.hog else { return false };
        client.is_feature_enabled("rs-new", "u", None, None, None).unwrap_or(false)
    }

    pub fn chat(&self) -> Result<bool, hog::Error> {
        let on = self.rw.read().unwrap().is_feature_enabled("rs-chat", "u", None, None, None)?;
        Ok(on && self.enabled)
    }
}

pub fn run(svc: &Service, which: usize, x: &str) -> Result<(), Box<dyn std::error::Error>> {
    svc.log("rs_log");
    svc.log(A);
    svc.log(B);
    svc.log(ev::Names::C);
    svc.log(Names::d());
    svc.log(name());
    svc.log(EVENTS[0]);
    svc.log(EVENTS[which]);
    svc.log(TABLE[1].1);
    svc.log(format!("rs_{x}"));
    svc.log(format!("{}_{}", "rs", "fmt"));
    svc.log(format!("{0}_{1}_{0}", "rs", A));
    svc.log(["rs", "joined"].join("_"));
    svc.log("rs_".to_string() + "plus");
    service().log("rs_service");
    service().through("rs_rw")?;
    futures::executor::block_on(svc.locked("rs_locked"));
    if svc.flag("rs-flag-arg") && svc.is_new() && svc.chat()? {}
    let label = match which { 0 => { "rs_l0" } 1 | 2 => "rs_l1", _ => return Ok(()) };
    svc.log(label);
    let mut title = "rs_init";
    if which > 3 { title = "rs_changed"; }
    svc.log(title);
    let opts = ClientOptionsBuilder::default().api_key("phc".to_string()).build()?;
    let c = hog::client(opts);
    let e = { let mut e = PhEvent::new("rs_block", "u"); e.insert_prop("$feature/rs-blk", "on")?; e };
    c.capture(e)?;
    let events: Vec<_> = EVENTS.iter().map(|n| PhEvent::new(*n, "u")).collect();
    c.capture_batch(events, false)?;
    let result = c.get_feature_flag("rs-and-then", "u", None, None, None).await.ok().flatten().map(|f| f == FlagValue::Boolean(true));
    let flags = c.evaluate_flags("u", Default::default())?;
    check(&flags, "rs-snap-arg");
    let on = ["rs-k1", "rs-k2"].iter().any(|k| flags.is_enabled(k));
    LOCAL.with(|l| l.capture(PhEvent::new("rs_thread_local", "u")));
    hog::capture(PhEvent::new("rs_hog_alias", "u"));
    Ok(())
}

fn check(flags: &hog::FeatureFlagEvaluations, key: &str) -> bool { flags.is_enabled(key) }

#[derive(Clone, Copy, Debug)]
pub enum Step { Open, Close }

trait Named { fn event_name(&self) -> String; }
impl Named for Step {
    fn event_name(&self) -> String {
        use Step::*;
        match self { Open => "rs_step_open".into(), Close => String::from("rs_step_close") }
    }
}

pub fn steps(svc: &Service, step: Step) {
    svc.log(step.event_name());
    svc.log(Step::Open.event_name());
    svc.log(<Step as Named>::event_name(&Step::Close));
}

pub struct Counter;
impl Counter { pub fn capture(&self, e: Event) {} pub fn is_enabled(&self, k: &str) -> bool { true } }
pub struct Event; impl Event { pub fn new(a: &str, b: &str) -> Self { Event } }
pub fn others(counter: &Counter, pipeline: gst::Pipeline, unleash: &Unleash) {
    counter.capture(Event::new("no_counter", "u"));
    counter.is_enabled("no-counter");
    pipeline.capture("no_pipeline");
    unleash.is_enabled("no-unleash");
    let client = reqwest::Client::new();
    client.get("no_http").send();
}
