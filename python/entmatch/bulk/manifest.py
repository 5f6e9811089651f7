"""The books of a job that writes parts: what it was asked to do, and which parts are done."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entmatch._core import __version__
from entmatch.bulk.files import appearing, write_whole
from entmatch.exceptions import DataError
from entmatch.formats.lines import STDIN, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from entmatch.bulk.options import Options
    from entmatch.bulk.source import End

BOOKS = "_entmatch"
_EDGE, _PROBE, _PROBES = 1 << 16, 1 << 12, 14
_ACCOUNT = re.compile(r"part-(\d+)\.json")


def fingerprint(inputs: Iterable[str], digest: str, options: Options) -> dict[str, Any]:
    """What the output of a job depends on: the input (names, sizes, samples of the bytes), gazetteer and options."""
    return {
        "manifest": 1,
        "entmatch": __version__,
        "gazetteer": digest,
        "options": options.as_fingerprint(),
        "inputs": [_sample(path) for path in inputs],
    }


def _sample(path: str) -> dict[str, Any]:
    """Reading all of a terabyte twice would be too much: the ends and some places between tell files apart."""
    if path == STDIN:
        return {"path": path}
    try:
        with Path(path).open("rb") as stream:
            size = stream.seek(0, 2)
            places = [(0, _EDGE), (max(0, size - _EDGE), _EDGE)]
            places += [(size * number // (_PROBES + 1), _PROBE) for number in range(1, _PROBES + 1)]
            digest = hashlib.sha256()
            for place, length in places:
                stream.seek(place)
                digest.update(stream.read(length))
    except OSError as error:
        raise unreadable(path, error) from error
    return {"path": path, "size": size, "sample": digest.hexdigest()}


class Manifest:
    """The folder ``_entmatch`` of a job's output."""

    def __init__(self, folder: Path, content: dict[str, Any]) -> None:
        self._folder = folder
        self._books = folder / BOOKS
        self._content = content

    def begin(self, suffix: str, share: int, shares: int, *, resume: bool) -> dict[int, End | None]:
        """Starts a job or finds the one that was begun; gives the parts that are done, and where their input ends."""
        path = self._books / "manifest.json"
        try:
            self._books.mkdir(parents=True, exist_ok=True)
            begun = json.loads(path.read_bytes()) if path.exists() else None
        except OSError as error:
            raise unreadable(str(self._folder), error) from error
        except ValueError as error:
            raise DataError(f"{path}: damaged ({error}); choose another folder") from error
        if begun is None:
            if self._accounts():
                raise DataError(f"{path}: missing beside parts of a job; choose another folder")
            write_whole(path, _json(self._content))
        elif begun != self._content:
            raise DataError(
                f"{self._folder}: holds another job ({_differences(begun, self._content)}); choose another folder, "
                "or repeat the first job's input, gazetteer and options"
            )
        accounts = self._accounts().items()
        done = {part: account.get("next") for part, account in accounts if self._is_whole(part, account, suffix)}
        if not resume and any(part % shares == share for part in done):
            raise DataError(f"{self._folder}: holds parts of this job; go on with --resume, or choose another folder")
        return done

    def _is_whole(self, part: int, account: dict[str, Any], suffix: str) -> bool:
        try:
            whole = (self._folder / f"part-{part:05}.{suffix}").stat().st_size == account["size"]
            return whole and (not account["bad"] or self.rejects_of(part).exists())
        except (OSError, KeyError):
            return False

    def rejects_of(self, part: int) -> Path:
        """The file for the bad records of a part."""
        return self._books / f"part-{part:05}.rejects.jsonl"

    def _accounts(self) -> dict[int, dict[str, Any]]:
        accounts = {}
        for path in sorted(self._books.iterdir()) if self._books.is_dir() else ():
            if match := _ACCOUNT.fullmatch(path.name):
                accounts[int(match[1])] = json.loads(path.read_bytes())
        return accounts

    def done(self, account: dict[str, Any]) -> None:
        """Enters a part that is complete."""
        write_whole(self._books / f"part-{account['part']:05}.json", _json(account))

    def totals(self) -> dict[str, int]:
        """The sums of all accounts."""
        totals = {"documents": 0, "mentions": 0, "bytes": 0, "bad": 0}
        for account in self._accounts().values():
            for name in totals:
                totals[name] += account[name]
        return totals

    def finish(self, parts: int) -> None:
        """When every part is there, whoever did it, joins the rejects."""
        accounts = self._accounts()
        if any(part not in accounts for part in range(parts)):
            return
        bad = [self.rejects_of(part) for part in range(parts) if accounts[part]["bad"]]
        if bad:
            with appearing(self._folder / "rejects.jsonl") as stream:
                for path in bad:
                    with path.open("rb") as part_of_it:
                        shutil.copyfileobj(part_of_it, stream)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _differences(begun: dict[str, Any], now: dict[str, Any]) -> str:
    names = []
    for name in now:
        if begun.get(name) == now[name]:
            continue
        if name == "options" and isinstance(begun.get(name), dict):
            names += [f"option {key}" for key in now[name] if begun[name].get(key) != now[name][key]]
        else:
            names.append({"entmatch": "version of entmatch", "inputs": "input"}.get(name, name))
    return "other " + ", ".join(names)
