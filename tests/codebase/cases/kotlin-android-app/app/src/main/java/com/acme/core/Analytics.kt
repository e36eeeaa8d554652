package com.acme.core

import com.posthog.PostHog
import com.posthog.PostHogInterface
import javax.inject.Inject

sealed class AnalyticsEvent(val name: String, val props: Map<String, Any> = emptyMap()) {
    data object Opened : AnalyticsEvent("aa_opened")
    data class Paid(val amount: Int) : AnalyticsEvent("aa_paid", mapOf("amount" to amount))
    class Custom(suffix: String) : AnalyticsEvent("aa_custom_$suffix")
}

interface AnalyticsEvents {
    companion object {
        const val SHARED = "aa_shared"
    }
}

interface Analytics {
    fun log(event: AnalyticsEvent)
    fun log(name: String, props: Map<String, Any> = emptyMap())
    fun isEnabled(flag: Feature): Boolean
}

enum class Feature(val key: String, val default: Boolean) {
    NEW_HOME("aa-new-home", true),
    CHAT("aa-chat", false);

    val isOn: Boolean
        get() = PostHog.isFeatureEnabled(key, default)
}

class PostHogAnalytics @Inject constructor(
    private val postHog: PostHogInterface,
) : Analytics {
    override fun log(event: AnalyticsEvent) {
        postHog.capture(event.name, properties = event.props)
    }

    override fun log(name: String, props: Map<String, Any>) {
        postHog.capture(event = name, properties = props)
    }

    override fun isEnabled(flag: Feature) = postHog.isFeatureEnabled(flag.key, flag.default)
}

fun isDark(): Boolean = PostHog.getFeatureFlag("aa-dark") as? Boolean ?: false

val isLight: Boolean
    get() = !PostHog.isFeatureEnabled("aa-light")

object Flags {
    val search: Boolean
        get() = PostHog.isFeatureEnabled("aa-search")
}

@Composable
fun FlagGate(flag: String, content: @Composable () -> Unit) {
    if (PostHog.isFeatureEnabled(flag)) {
        content()
    }
}

@Composable
fun TrackScreen(name: String) {
    LaunchedEffect(Unit) {
        PostHog.capture("aa_screen_$name")
    }
}

abstract class BaseViewModel(private val analytics: Analytics) {
    protected fun track(event: AnalyticsEvent) = analytics.log(event)
}
