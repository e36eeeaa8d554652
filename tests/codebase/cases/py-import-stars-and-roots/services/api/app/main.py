from app.core.events import emit
from app.core import events
from core.events import emit as other
emit("i_service_root")
events.emit("i_service_mod")
other("i_service_inner")
