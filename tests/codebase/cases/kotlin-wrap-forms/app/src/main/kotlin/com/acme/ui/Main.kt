package com.acme.ui

import com.acme.analytics.*
import com.acme.analytics.Ev.OPEN
import com.acme.analytics.Events.Cart
import com.acme.analytics.track as shout
import com.posthog.PostHog

class Main(private val tracker: Tracker, private val impl: PostHogTracker) {
    private val telemetry = Telemetry
    private val lazyRepo by lazy { Repo.getInstance() }

    fun run(left: Boolean, n: Int, maybe: String?, screen: Screen) {
        tracker.track("kw_tracker")
        tracker.track(props = mapOf("a" to 1), event = Events.PAID)
        if (tracker.isOn("kw-on")) {
            tracker.track(Cart.OPENED)
        }
        if (impl.newUi) {
            shout(Events.JOINED)
        }
        track("kw_top")
        Telemetry.send()
        telemetry.send("kw_alias")
        Telemetry.screen(Screen.Home)
        Telemetry.screen(Screen.Detail("1"))
        Telemetry.ev(OPEN)
        Telemetry.ev(ev = Ev.CLOSE)
        Telemetry.send(Ev.OPEN.loud())
        Telemetry.send(Plain.kw_first.name)
        Telemetry.area("kw_x", "y")
        Telemetry.timed("block") {
            track("kw_inner")
        }
        if (flag(ROW) || isBeta()) {
            "kw_fired".fire()
        }
        Ev.CLOSE.fire()
        Names.LEFT.fire()
        track(Names.hidden())
        flag(Flag.Search.key)
        flag(key = Flag.Chat.key)
        PostHog.note("x")
        Repo.getInstance().log("kw_repo")
        Repo.quick("kw_quick")
        lazyRepo.log("kw_lazy")
        val which = if (left) "kw_if" else "kw_else"
        track(which)
        val w = when (n) {
            1, 2 -> "kw_w1"
            else -> {
                "kw_w2"
            }
        }
        track(w)
        track(maybe ?: "kw_elvis")
        listOf("kw_l1", "kw_l2").forEach { track(it) }
        listOf("kw_l3").forEach { name -> track(name) }
        for (e in arrayOf("kw_f1", "kw_f2")) {
            track(e)
        }
        listOf(1).map(::println)
        val lambda: (String) -> Unit = { e -> track(e) }
        lambda("kw_lambda")
        fun local(x: String) = track("kw_local_$x")
        local("a")
        track("kw_" + "plus")
        track("\$kw\u0041\"q")
        track("""kw_raw""")
        track("kw_$n")
        track(System.getenv("X"))
        PostHog.capture("kw_props", properties = mapOf("\$feature/kw-prop" to true, "event" to "no"))
        PostHog.apply {
            capture("kw_apply")
        }
        with(PostHog) {
            capture("kw_with")
        }
        PostHog.let { it.capture("kw_let") }
        PostHog.also { ph -> ph.capture("kw_also") }
        PostHog.capture(event = screen.event)
    }
}
