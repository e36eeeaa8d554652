"""A folder that stands for PostHog: the same documents, read from files or written to them.

    meta.json             {"now": "…", "blind": {SOURCE: REASON}}, both optional
    feature_flags.json    a list answer of the API, pages joined in `results` (`scans.model.LISTS`)
    event_usage.json      {"as_of", "window_days", "rows": {KEY: {…}}}        (`scans.model.USAGE`)

A folder is complete by declaration: a list that is not there means there are none of that kind, so
`blind` in `meta.json` keeps what could not be read when the folder was written. The list of flags
is the exception, since a scan without flags would be a scan of nothing. A list that was spared when
the folder was written is not there either: the flags state their own links of that kind.
"""

import json
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from clients.errors import NotFound, OperatorMustAct
from clients.evidence_counts import oddity
from clients.posthog.answers import Malformed, parse_object
from clients.posthog.redaction import redacted
from scans.model import LISTS, USAGE, Documents, Json

SERVICE = "evidence folder"

META = "meta"
FLAGS = "feature_flags"

_FILES = frozenset(f"{name}.json" for name in (META, *LISTS, *USAGE))


def read_folder(path: Path) -> Documents:
    """Return what the folder holds, payload values and personal data dropped.

    A file that cannot be read, or not as what it should be, is a blind source whose reason names
    the file and the place. Raises `OperatorMustAct` only for the folder itself.
    """
    _check_folder(path)
    documents: dict[str, Json] = {}
    blind: dict[str, str] = {}
    for name in (META, *LISTS, *USAGE):
        try:
            found = _read(path / f"{name}.json")
            if found is not None:
                documents[name] = _checked(name, found)
        except Malformed as error:
            blind[name] = f"{name}.json is {error}"
    meta = documents.pop(META, {})
    if FLAGS not in documents and FLAGS not in blind:
        blind[FLAGS] = f"{FLAGS}.json is not in the folder"
    return Documents(
        documents=documents,
        blind={**meta.get("blind", {}), **blind},
        complete_by_declaration=True,
        now=meta.get("now"),
    )


def write_folder(path: Path, documents: Documents, now: datetime) -> None:
    """Make the folder hold exactly `documents`; the same documents give the same bytes.

    `now` must be aware. Each file appears whole or not at all, `meta.json` last. Raises
    `OperatorMustAct` if the folder holds anything that is not evidence, or cannot be written.
    """
    files = {f"{name}.json": document for name, document in documents.documents.items()}
    meta: Json = {"now": now.isoformat()}
    if documents.blind:
        meta["blind"] = dict(documents.blind)
    prepare_folder(path)
    try:
        for name, document in sorted(files.items()):
            _write(path / name, document)
        for name in _FILES - files.keys():
            (path / name).unlink(missing_ok=True)
            _beside(path / name).unlink(missing_ok=True)
        _write(path / f"{META}.json", meta)
    except OSError as error:
        raise _folder_error(path, error) from error


def prepare_folder(path: Path) -> None:
    """Make the folder be there. Raises `OperatorMustAct` if evidence may not be written into it."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(path)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise _folder_error(path, error) from error


def _check_folder(path: Path) -> None:
    try:
        if not path.is_dir():
            raise NotFound(SERVICE, str(path), "no such folder", advice="check the path")
        next(path.iterdir(), None)
    except OSError as error:
        raise _folder_error(path, error) from error


def _folder_error(path: Path, error: OSError) -> OperatorMustAct:
    advice = "check the path and its permissions"
    return OperatorMustAct(SERVICE, str(path), error.strerror or "not usable", advice=advice)


def _refuse_foreign(path: Path) -> None:
    """Evidence may be overwritten by newer evidence, and nothing else ever."""
    foreign = sorted(each.name for each in path.iterdir() if not _is_ours(each.name))
    if foreign:
        detail = f"it holds {foreign[0]}, so it is not an evidence folder"
        raise OperatorMustAct(SERVICE, str(path), detail, advice="name an empty or a new folder")


def _is_ours(name: str) -> bool:
    return name in _FILES or (name.startswith(".") and name[1:].removesuffix(".new") in _FILES)


def _read(file: Path) -> Json | None:
    """Return the object in `file`, None if there is no file. Raises `Malformed`."""
    try:
        if not file.exists():
            return None
        if not file.is_file():
            raise Malformed("not a file")
        return parse_object(file.read_bytes())
    except OSError as error:
        raise Malformed(f"not readable: {error.strerror}") from error


def _write(file: Path, document: Json) -> None:
    """Write beside and move over, so that nobody ever reads half a file."""
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    beside = _beside(file)
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(file)


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.new")


def _checked(name: str, document: Json) -> Json:
    """Return `document` if it has the shape of its name. Raises `Malformed` saying what is odd."""
    if name == META:
        return _checked_meta(document)
    if name in USAGE:
        rows = document.get("rows")
        if not isinstance(rows, dict):
            raise Malformed("without the object `rows`")
        for key, row in cast("Json", rows).items():
            if not isinstance(row, dict):
                raise Malformed(f"odd: row {json.dumps(key)} is not an object")
        if odd := oddity(document):
            raise Malformed(f"odd at {odd}")
        return document
    results = document.get("results")
    if not isinstance(results, list):
        raise Malformed("without the list `results`")
    for index, row in enumerate(cast("list[Any]", results)):
        if not isinstance(row, dict):
            raise Malformed(f"odd: results[{index}] is not an object")
    return redacted(document)


def _checked_meta(meta: Json) -> Json:
    now, blind = meta.get("now"), meta.get("blind", {})
    if not isinstance(blind, dict):
        raise Malformed("odd: `blind` is not an object")
    kept: Json = {"blind": {k: str(reason) for k, reason in cast("Json", blind).items()}}
    if now is None:
        return kept
    try:
        kept["now"] = datetime.fromisoformat(str(now))
    except ValueError:
        raise Malformed("odd: `now` is not a time like 2026-11-20T09:00:00Z") from None
    if kept["now"].tzinfo is None:
        raise Malformed("odd: `now` has no time zone; add Z for UTC")
    return kept
