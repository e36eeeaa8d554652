"""One way to reach Temporal: address and namespace from the settings, the rest from its own files.

Whoever already uses Temporal's command line keeps its profile: `TEMPORAL_ADDRESS`,
`TEMPORAL_API_KEY`, `TEMPORAL_TLS_*` and `temporal.toml` are read first, our settings override.
"""

import functools
import logging
import re

from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.runtime import (
    LogForwardingConfig,
    LoggingConfig,
    Runtime,
    TelemetryConfig,
    TelemetryFilter,
)

from runtime.payloads import DATA_CONVERTER


class TemporalUnreachable(ConnectionError):
    """No Temporal answers at the configured address."""


async def connect(address: str, namespace: str = "default", *, profile: str = "") -> Client:
    """Connect to Temporal.

    Raises:
        TemporalUnreachable: Nothing answers there; the message names the address.
    """
    loaded = ClientConfig.load_client_connect_config(profile=profile or None)
    loaded.update({"target_host": address, "namespace": namespace})
    try:
        return await Client.connect(**loaded, data_converter=DATA_CONVERTER, runtime=native())
    except RuntimeError as error:
        raise TemporalUnreachable(
            f"no Temporal answers at {address} (namespace {namespace}): {_plain(str(error))}; "
            "start it, or correct temporal.address"
        ) from None


@functools.cache
def native() -> Runtime:
    """Return the SDK's native layer, whose log lines take the same way as all others."""
    there = LogForwardingConfig(logging.getLogger("temporalio.core"))
    logs = LoggingConfig(
        filter=TelemetryFilter(core_level="WARN", other_level="ERROR"), forwarding=there
    )
    return Runtime(telemetry=TelemetryConfig(logging=logs))


def _plain(said: str) -> str:
    """Return what the SDK's native layer said without the names of its own types."""
    found = re.findall(r'message: "([^"]+)', said) or re.findall(r"^[\w ]+", said)
    return (found[-1] if found else "connection failed").strip().lower()


def environment_address() -> str | None:
    """Return the address that Temporal's own environment or files name, if they do."""
    return ClientConfig.load_client_connect_config().get("target_host")
