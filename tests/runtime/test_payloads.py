"""Payloads: what a worker found arrives, whatever files are called."""

import pytest
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.converter import DataConverter

from runtime.payloads import DATA_CONVERTER
from scans.model import CleanupOutcome, LeftSite


def outcome(name: str) -> CleanupOutcome:
    """An outcome about one file."""
    left = (LeftSite(file=name, line=1, reason="mentioned in a document"),)
    return CleanupOutcome(repository="my-org/shop", subject="a", fingerprint="f", left=left)


async def read(converter: DataConverter, sent: DataConverter, value: CleanupOutcome) -> str:
    """Send a value and return the name of the file as the other side reads it."""
    payloads = await sent.encode([value])
    (read,) = await converter.decode(payloads, [CleanupOutcome])
    return read.left[0].file


@pytest.mark.parametrize("name", ["a.md", "ä\n.md", 'a"\\.md', "\U0001f994.md"])
async def test_text_travels_as_it_always_did(name: str) -> None:
    """Histories of earlier versions and of this one are written in the same bytes."""
    usual = pydantic_data_converter
    assert await DATA_CONVERTER.encode([outcome(name)]) == await usual.encode([outcome(name)])
    assert await read(DATA_CONVERTER, usual, outcome(name)) == name


async def test_a_name_that_is_no_text_stops_nothing() -> None:
    """Bytes that are no UTF-8 arrive spelled out: the result of hours is not lost over one file."""
    arrived = await read(DATA_CONVERTER, DATA_CONVERTER, outcome('b"\udcff\\.md'))
    assert arrived == 'b"\\udcff\\.md'
