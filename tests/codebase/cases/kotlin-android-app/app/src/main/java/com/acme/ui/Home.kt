package com.acme.ui

import com.acme.core.Analytics
import com.acme.core.AnalyticsEvent
import com.acme.core.AnalyticsEvents
import com.acme.core.BaseViewModel
import com.acme.core.Feature
import com.acme.core.FlagGate
import com.acme.core.Flags
import com.acme.core.TrackScreen
import com.acme.core.isDark
import com.acme.core.isLight
import com.posthog.PostHog.Companion.capture as send

class HomeViewModel(private val analytics: Analytics) : BaseViewModel(analytics) {
    fun opened() {
        analytics.log(AnalyticsEvent.Opened)
        track(AnalyticsEvent.Paid(3))
        analytics.log(AnalyticsEvent.Custom("x"))
        analytics.log("aa_plain", mapOf("a" to 1))
        analytics.log(name = AnalyticsEvents.SHARED)
        if (analytics.isEnabled(Feature.CHAT)) {
            return
        }
        if (isDark() || Flags.search) {
            Unit
        }
        if (isLight) {
            send("aa_alias")
        }
    }
}

@Composable
fun Home() {
    TrackScreen("home")
    FlagGate(flag = "aa-gate") {
        Text("PostHog.capture(\"aa_text\")")
    }
    FlagGate("aa-gate2", content = { Text("x") })
    if (Feature.NEW_HOME.isOn) {
        Text("new")
    }
    Button(onClick = { send("aa_click") }) {
        Text("a")
    }
}
