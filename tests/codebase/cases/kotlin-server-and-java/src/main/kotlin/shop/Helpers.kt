package shop

enum class Ev(val key: String) {
    OPEN("ks_ev_open"),
    SHUT("ks_ev_shut"),
}

class Tracker(private val hog: com.posthog.server.PostHogInterface) {
    fun track(event: String) = hog.capture("id", event)
    fun all(ev: Ev) = track(ev.key)
    val on get() = hog.isFeatureEnabled("id", "ks-on")

    fun self() {
        if (on) {
            track("ks_self")
        }
        for (ev in Ev.entries) {
            all(ev)
        }
        Ev.values().forEach { all(it) }
    }

    companion object {
        fun make(): Tracker = Tracker(posthog)
    }
}

object Telemetry {
    fun send(event: String) = posthog.capture("id", event)

    @JvmStatic
    fun quick(event: String) {
        send(event)
    }
}

