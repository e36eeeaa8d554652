package more

import com.posthog.server.PostHog
import com.posthog.server.PostHogConfig
import com.posthog.server.PostHogInterface

class Configuration(private val properties: Properties) {
    fun postHog(): PostHogInterface? {
        return properties.apiKey?.let { key ->
            val config = PostHogConfig.builder(key).build()
            return make(config)
        }
    }

    private fun make(config: PostHogConfig): PostHog {
        val instance = PostHog()
        instance.setup(config)
        return instance
    }
}

class Service {
    private val client: PostHogInterface?

    init {
        val apiKey = System.getenv("POSTHOG_API_KEY")
        client = if (!apiKey.isNullOrBlank()) {
            PostHog.with(PostHogConfig.builder(apiKey).build())
        } else {
            null
        }
    }

    fun track(id: String, event: String, props: Map<String, Any> = emptyMap()) {
        try {
            client?.capture(id, event, props)
        } catch (e: Exception) {
            logger.warn("failed", e)
        }
    }

    fun isActive(id: String, flag: String): Boolean {
        return runBlocking {
            runCatching {
                val flags = client!!.evaluateFlags(id)
                flags.isEnabled(flag)
            }.getOrElse { false }
        }
    }

    suspend fun variant(id: String, flag: String, default: String = "control"): String =
        withContext(Dispatchers.IO) { client?.getFeatureFlag(id, flag, default) as? String ?: default }
}

class Caller(private val service: Service) {
    fun run(id: String) {
        service.track(id, "km_track")
        service.track(id, event = "km_named", props = buildMap { put("a", 1) })
        if (service.isActive(id, "km-active")) {
            service.variant(id, "km-variant")
        }
        if (!service.isActive(id, "km-not")) return
        val x = service.isActive(id, "km-and") && service.isActive(id, "km-and2")
        service.apply { track(id, "km_apply") }
        with(service) {
            track(id, "km_with")
        }
        service.run { track(id, "km_run") }
        service.let { s -> s.track(id, "km_let") }
        val method = service::track
        method(id, "km_ref", emptyMap())
        Widget(onClick = { service.track(id, "km_click") })
        val obj = object : Listener {
            override fun on() {
                service.track(id, "km_object")
            }
        }
        listOf(Event.A, Event.B).forEach { service.track(id, it.key) }
        val (first, second) = Pair("km_first", "km_second")
        service.track(id, first)
        service.track(id, EVENTS[0])
        service.track(id, TABLE["a"]!!)
        service.track(id, TABLE.getValue("b"))
        service.track(id, name(true))
        service.track(id, Outer.Inner.DEEP)
        service.track(id, more.Outer.TOP)
        service.track(id, "${Event.A.key}_x")
        var late = "km_late1"
        if (x) late = "km_late2"
        service.track(id, late)
    }

    private fun name(yes: Boolean): String {
        if (yes) return "km_name_yes"
        return "km_name_no"
    }
}

enum class Event(val key: String) {
    A("km_ev_a"),
    B("km_ev_b");
}

val EVENTS = listOf("km_events0", "km_events1")
val TABLE = mapOf("a" to "km_table_a", "b" to "km_table_b")

object Outer {
    const val TOP = "km_outer_top"

    object Inner {
        const val DEEP = "km_deep"
    }
}
