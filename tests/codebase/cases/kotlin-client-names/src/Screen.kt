package named

class Screen(private val deps: Deps) {
    fun run() {
        deps.posthog.capture("an_by_name", mapOf("a" to 1))
        if (deps.posthog.isFeatureEnabled("an-flag", false)) {
            deps.postHog().getFeatureFlag("an-call", "control")
        }
        ph.capture("an_ph", null)
    }
}
