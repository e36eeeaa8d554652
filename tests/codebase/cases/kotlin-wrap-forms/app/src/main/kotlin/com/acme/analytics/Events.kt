package com.acme.analytics

const val ROW = "kw-row"
const val AREA = "kw"

object Events {
    const val PAID = "kw_paid"
    val JOINED = "${AREA}_joined"

    object Cart {
        const val OPENED: String = "kw_cart_opened"
    }
}

enum class Ev(val key: String, val weight: Int = 1) {
    OPEN("kw_open"),
    CLOSE(key = "kw_close", weight = 2);

    fun loud() = key
}

enum class Plain { kw_first, kw_second }

sealed class Screen(val event: String) {
    object Home : Screen("kw_home")
    data object Profile : Screen("kw_profile")
    class Detail(val id: String) : Screen("kw_detail")
}

sealed interface Flag {
    val key: String

    object Search : Flag {
        override val key = "kw-search"
    }

    data object Chat : Flag {
        override val key: String get() = "kw-chat"
    }
}

class Names {
    companion object {
        const val LEFT = "kw_left"
        private const val HIDDEN = "kw_hidden"
        fun hidden() = HIDDEN
    }
}
