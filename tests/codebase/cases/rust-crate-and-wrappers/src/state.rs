use std::sync::Arc;

use async_trait::async_trait;
use axum::extract::State;
use posthog_rs::Event;

#[async_trait]
pub trait Sink: Send + Sync {
    async fn emit(&self, name: &str);
}

pub struct HogSink {
    inner: posthog_rs::Client,
}

#[async_trait]
impl Sink for HogSink {
    async fn emit(&self, name: &str) {
        self.inner.capture(Event::new(name, "u"));
    }
}

pub struct Silent;

impl Sink for Silent {
    async fn emit(&self, _name: &str) {}
}

#[derive(Clone)]
pub struct AppState {
    pub sink: Arc<dyn Sink>,
    pub posthog: Option<Arc<posthog_rs::Client>>,
}

pub async fn handler(State(state): State<AppState>) {
    state.sink.emit("rs_sunk").await;
    if let Some(posthog) = &state.posthog {
        posthog.capture(Event::new("rs_optional", "u"));
    }
}

pub async fn generic<S: Sink>(sink: &S) {
    sink.emit("rs_generic").await;
}

pub fn boxed(sink: Box<dyn Sink>) {
    sink.emit("rs_boxed");
}

pub struct Newtype(posthog_rs::Client);

impl Newtype {
    pub fn go(&self, what: &'static str) {
        self.0.capture(Event::new(what, "u"));
    }
}

pub fn use_it(n: Newtype, ctx: &Context) {
    n.go("rs_newtype");
    ctx.posthog.capture(Event::new("rs_by_name", "u"));
    ctx.client.capture(Event::new("rs_nobody", "u"));
}
