package shop

import com.posthog.server.PostHog
import com.posthog.server.PostHogConfig
import com.posthog.server.PostHogInterface

private const val TOKEN = "phc_ks"

val posthog: PostHogInterface = PostHog.with(PostHogConfig.builder(TOKEN).host("https://eu").build())

lateinit var late: PostHogInterface

class Service(private val hog: PostHogInterface, val other: com.posthog.server.PostHogInterface? = null) {
    private lateinit var lateHog: PostHogInterface
    private var nullable: PostHogInterface? = null

    fun run(id: String, user: User) {
        hog.capture(id, "ks_positional")
        hog.capture(event = "ks_named", distinctId = id)
        hog.capture(distinctId = user.id, event = Names.PAID, properties = mapOf("\$feature/ks-prop" to "a"))
        lateHog.isFeatureEnabled(id, "ks-late")
        nullable?.getFeatureFlag(id, "ks-safe")
        nullable!!.getFeatureFlagPayload(distinctId = id, key = "ks-bang")
        other?.capture(id, "ks_fqn")
        posthog.capture(id, "ks_top")
        late.capture(id, "ks_late_top")
        if (hog.isFeatureEnabled(key = "ks-key", distinctId = id)) {
            hog
                .capture(id, "ks_chain")
        }
        val flags = hog.evaluateFlags(id)
        if (flags.isEnabled("ks-snap")) {
            flags.getFlag(key = "ks-get")
        }
        flags.only("ks-only", "ks-only2")
        val props: MutableMap<String, Any> = mutableMapOf()
        props["\$feature/ks-index"] = true
        hog.capture(id, "ks_index", props)
        hog.capture(id, when (user.kind) {
            Kind.A -> "ks_a"
            Kind.B -> "ks_b"
        })
        hog.capture(id, if (user.ok) "ks_yes" else "ks_no")
        val map = mapOf("a" to "ks_m1", "b" to "ks_m2")
        hog.capture(id, map["a"]!!)
        hog.capture(id, map.getValue("b"))
        user.let { hog.capture(it.id, "ks_in_let") }
        hog.capture(id, "ks_%s".format("fmt"))
        hog.capture(id, listOf("ks", "join").joinToString("_"))
        hog.capture(id, "ks_x".uppercase())
        hog.capture(id, BuildConfig.EVENT)
        val local = hog
        local.run { capture(id, "ks_run") }
        try {
            hog.capture(id, "ks_try")
        } catch (e: Exception) {
            hog.capture(id, "ks_catch")
        }
        scope.launch {
            hog.capture(id, "ks_launch")
        }
    }

    val beta by lazy { hog.isFeatureEnabled("x", "ks-lazy") }

    fun useBeta() = if (beta) 1 else 2
}

object Names {
    const val PAID = "ks_paid"
}

enum class Kind { A, B }
