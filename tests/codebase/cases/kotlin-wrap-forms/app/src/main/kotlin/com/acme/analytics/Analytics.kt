package com.acme.analytics

import com.posthog.PostHog
import com.posthog.PostHogInterface

interface Tracker {
    fun track(event: String, props: Map<String, Any> = emptyMap())
    fun isOn(flag: String): Boolean
}

class PostHogTracker(private val hog: PostHogInterface) : Tracker {
    override fun track(event: String, props: Map<String, Any>) {
        hog.capture(event = event, properties = props)
    }

    override fun isOn(flag: String): Boolean = hog.isFeatureEnabled(flag) == true

    val newUi: Boolean
        get() = hog.isFeatureEnabled("kw-ui")
}

object Telemetry {
    fun send(event: String = "kw_default") {
        PostHog.capture(event)
    }

    fun screen(screen: Screen) = PostHog.capture(screen.event)

    fun ev(ev: Ev) {
        PostHog.capture(ev.key)
    }

    fun area(area: String, verb: String) = send("${area}_$verb")

    fun <T> timed(event: String, block: () -> T): T {
        PostHog.capture("kw_timed_$event")
        return block()
    }
}

fun track(event: String) = Telemetry.send(event)

fun flag(key: String, default: Boolean = false): Boolean = PostHog.isFeatureEnabled(key, default)

fun isBeta() = flag("kw-beta")

fun String.fire() = PostHog.capture(this)

fun Ev.fire() = PostHog.capture(key)

fun PostHogInterface.note(what: String) {
    capture("kw_note_$what")
}

val Screen.name: String get() = event

class Repo private constructor() {
    fun log(event: String) {
        PostHog.capture(event)
    }

    companion object {
        private val INSTANCE = Repo()
        fun getInstance() = INSTANCE
        @JvmStatic
        fun quick(event: String) = getInstance().log(event)
    }
}
