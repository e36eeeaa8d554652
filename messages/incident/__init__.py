"""What people read about a deploy that broke something: one message, and the thread below it."""

from messages.incident.message import incident_message
from messages.incident.view import View

__all__ = ["View", "incident_message"]
