package named

import com.posthog.PostHog
import com.posthog.PostHogConfig
import com.posthog.android.PostHogAndroid

fun start(context: Context) {
    PostHogAndroid.setup(context, PostHogConfig(BuildConfig.KEY))
    PostHog.capture("an_start")
}
