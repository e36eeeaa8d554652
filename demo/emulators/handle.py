"""Starting the emulators from Python, and ordering faults from a test."""

import sys
from pathlib import Path
from typing import Any

import httpx

from demo.emulators.faults import Fault
from demo.emulators.supervisor import Addresses
from runtime.processes import ChildProcess, ProcessError


class Emulators:
    """The running emulators: their addresses, and the control door if it is open."""

    def __init__(self, process: ChildProcess, addresses: Addresses) -> None:
        self.process = process
        self.addresses = addresses
        self._http = httpx.Client(base_url=addresses.control, timeout=30, trust_env=False)

    def order(self, fault: Fault) -> None:
        """Orders a fault. Raises `httpx.HTTPStatusError` when the order makes no sense."""
        self._http.post("/faults", content=fault.model_dump_json()).raise_for_status()

    def forget_faults(self) -> None:
        """Withdraws every order that has not been carried out."""
        self._http.delete("/faults").raise_for_status()

    def requests(
        self, *, service: str = "*", method: str = "*", path: str = "*"
    ) -> list[dict[str, Any]]:
        """Exchanges so far that fit these globs, oldest first; see `ledger.Exchange`."""
        query = {"service": service, "method": method, "path": path}
        return self._http.get("/requests", params=query).raise_for_status().json()

    def failures(self) -> list[str]:
        """Requests that were refused because nobody taught the emulator their answer."""
        return self._http.get("/failures").raise_for_status().json()

    def holds(self) -> list[dict[str, Any]]:
        """Requests that stand still right now."""
        return self._http.get("/holds").raise_for_status().json()

    def wait_for_hold(self) -> dict[str, Any]:
        """Waits until a request is held and returns it: the moment to end a worker."""
        return self.process.wait_for(lambda: next(iter(self.holds()), None))

    def release(self) -> int:
        """Lets every held request go on; returns how many there were."""
        return self._http.post("/release").raise_for_status().json()["released"]

    def play(self, order: str, **given: Any) -> Any:
        """Carries out an order of the control door, such as `incident`, and returns its answer.

        Raises `httpx.HTTPStatusError` when the order makes no sense, or came in vain.
        """
        return self._http.post(f"/{order}", json=given).raise_for_status().json()

    def look(self, what: str) -> Any:
        """Returns what the control door shows, such as `hook/deliveries`."""
        return self._http.get(f"/{what}").raise_for_status().json()

    def reset(self) -> None:
        """Brings everything back to the start: no pull request, no message, no order."""
        self._http.post("/reset").raise_for_status()

    def stop(self) -> None:
        """Ends the whole process tree."""
        self._http.close()
        self.process.stop()


def start(data: Path, *, port: int = 0, git_port: int = 0, control: bool = True) -> Emulators:
    """Starts the emulators with their state and logs below `data`, ready when this returns.

    Port 0 takes a free one. Call it from a thread that lives as long as the emulators should.
    Raises `ProcessError` with the end of the log when they do not start.
    """
    command = [sys.executable, "-m", "demo.emulators", "--data", str(data)]
    command += ["--port", str(port), "--git-port", str(git_port)]
    command += ["--control"] if control else []
    process = ChildProcess(
        "demo.emulators",
        command,
        log=data / "emulators.log",
        cwd=Path(__file__).parents[2],
    )
    try:
        return Emulators(process, Addresses(**process.wait_for_json()))
    except ProcessError:
        process.stop()
        raise
