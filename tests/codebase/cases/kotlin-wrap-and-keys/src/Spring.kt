package more

import com.posthog.java.PostHog
import com.posthog.server.PostHogConfig

class Providers(private val provider: ObjectProvider<PostHog>, val hogs: List<PostHog>, private val maybe: Optional<PostHog>) {
    private val client = PostHog.Builder(KEY).host("x").build()

    fun run(id: String) {
        client.capture(id, "km_builder")
        client.isFeatureFlagEnabled("km-first", id)
        val local = provider.getIfAvailable() ?: return
        local.capture(id, "km_provider")
        maybe.ifPresent { it.capture(id, "km_present") }
        provider.ifAvailable { hog -> hog.capture(id, "km_available") }
    }
}

const val KEY = "phc_more"
