from app.core.events import emit
emit("i_not_other_service")
