"""Flags of the shop."""

import logging

log = logging.getLogger(__name__)


def note(user):
    log.info("seen %s", user.id)
