package com.acme.core

import android.app.Application
import com.posthog.PostHog
import com.posthog.android.PostHogAndroid
import com.posthog.android.PostHogAndroidConfig

class App : Application() {
    override fun onCreate() {
        super.onCreate()
        val config = PostHogAndroidConfig(apiKey = POSTHOG_KEY, host = HOST).apply {
            captureScreenViews = false
            debug = true
        }
        PostHogAndroid.setup(this, config)
        PostHog.capture("aa_started")
    }

    companion object {
        const val POSTHOG_KEY = "phc_app"
        private const val HOST = "https://eu"
    }
}
