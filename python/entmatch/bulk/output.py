"""Where a job's results go: a stream, one file, or a folder of numbered parts."""

from __future__ import annotations

import json
import os
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Protocol

from entmatch.bulk.files import appearing
from entmatch.bulk.manifest import Manifest
from entmatch.bulk.writers import Writer, writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from entmatch._core import BulkBatch, BulkRun
    from entmatch.bulk.options import Options
    from entmatch.bulk.source import End
    from entmatch.formats.document import Reject


class Output(Protocol):
    """Takes the results of a job in order."""

    done: Mapping[int, End | None]
    """Parts that need not be done again, and where their input ends."""

    def open(self, run: BulkRun) -> None:
        """Called once, before the first batch."""

    def write(self, part: int, batch: BulkBatch, rejects: list[Reject], end: End | None) -> None:
        """Takes one batch, behind which the input goes on at ``end``."""

    def finish(self, parts: int) -> None:
        """Called once, after the last batch; ``parts`` is how many the whole input has."""

    def __enter__(self) -> Output: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class _Base:
    """What all outputs share: files that are open are closed, and thrown away if anything failed."""

    done: Mapping[int, End | None] = MappingProxyType({})

    def __init__(self, options: Options) -> None:
        self._options = options
        self._stack = ExitStack()
        self._run: Any = None
        self._writer: Writer | None = None

    def open(self, run: BulkRun) -> None:
        """Keeps what files begin and end with."""
        self._run = run

    def __enter__(self) -> Any:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


class Stream(_Base):
    """Standard output, or any other stream of bytes; with ``layout``, rows as people read them."""

    def __init__(
        self, stream: IO[bytes], options: Options, layout: Callable[[list[dict[str, Any]]], str] | None = None
    ) -> None:
        super().__init__(options)
        self._stream = stream
        self._layout = layout

    def open(self, run: BulkRun) -> None:
        """Writes what comes first."""
        super().open(run)
        if self._layout is None:
            self._writer = writer(self._stream, run, self._options, streaming=True)

    def write(self, part: int, batch: BulkBatch, rejects: list[Reject], end: End | None) -> None:
        """Writes one batch, and lets it go."""
        if self._writer is not None:
            self._writer.write(batch)
        elif self._layout is not None and batch.mentions:
            self._stream.write(self._layout([row.to_dict() for row in batch.table]).encode())
        self._stream.flush()

    def finish(self, parts: int) -> None:
        """Writes what comes last."""
        if self._writer is not None:
            self._writer.close()
        self._stream.flush()


class SingleFile(_Base):
    """One file, which appears when it is complete."""

    def __init__(self, path: str, options: Options) -> None:
        super().__init__(options)
        self._path = Path(path)

    def open(self, run: BulkRun) -> None:
        """Opens it under a temporary name."""
        super().open(run)
        stream = self._stack.enter_context(appearing(self._path))
        self._writer = writer(stream, run, self._options, streaming=self._path.suffix.lower() == ".arrows")

    def write(self, part: int, batch: BulkBatch, rejects: list[Reject], end: End | None) -> None:
        """Writes one batch."""
        if self._writer is not None:
            self._writer.write(batch)

    def finish(self, parts: int) -> None:
        """Writes what comes last."""
        if self._writer is not None:
            self._writer.close()


class Folder(_Base):
    """A folder of parts: ``part-00000.jsonl`` and so on, with the job's books in ``_entmatch``.

    A part is done when its account (``_entmatch/part-00000.json``) is there, which is written after the part itself.
    """

    def __init__(self, path: str, options: Options, manifest: dict[str, Any], *, resume: bool) -> None:
        super().__init__(options)
        self._folder = Path(path)
        self._manifest = Manifest(self._folder, manifest)
        self.done = self._manifest.begin(options.suffix, options.share, options.shares, resume=resume)
        self._account: dict[str, Any] = {}
        self._rejects: IO[bytes] | None = None

    def write(self, part: int, batch: BulkBatch, rejects: list[Reject], end: End | None) -> None:
        """Writes one batch into its part; the parts before it are complete then."""
        if part != self._account.get("part"):
            self._close()
            stream = self._stack.enter_context(appearing(self._path(part)))
            self._writer = writer(stream, self._run, self._options)
            self._account = {"part": part, "documents": 0, "mentions": 0, "bytes": 0, "bad": 0}
        if self._writer is not None:
            self._writer.write(batch)
        if rejects:
            if self._rejects is None:
                self._rejects = self._stack.enter_context(appearing(self._manifest.rejects_of(part)))
            self._rejects.write(reject_lines(rejects))
        counts = {"documents": batch.documents, "mentions": batch.mentions, "bytes": batch.size, "bad": len(rejects)}
        for name, value in counts.items():
            self._account[name] += value
        self._account["next"] = end

    def _path(self, part: int) -> Path:
        return self._folder / f"part-{part:05}.{self._options.suffix}"

    def _close(self) -> None:
        if self._writer is None:
            return
        self._writer.close()
        self._stack.close()
        self._account["size"] = self._path(self._account["part"]).stat().st_size
        self._manifest.done(self._account)
        self._account, self._writer, self._rejects = {}, None, None

    def finish(self, parts: int) -> None:
        """Completes the last part; when all parts of all shares are there, joins their rejects into one file."""
        self._close()
        self._manifest.finish(parts)

    def totals(self) -> dict[str, int]:
        """Documents, mentions, bytes and bad records of all parts that are done, by whichever run."""
        return self._manifest.totals()


def reject_lines(rejects: list[Reject]) -> bytes:
    """The lines of a rejects file."""
    return b"".join(json.dumps(reject.as_dict(), ensure_ascii=False).encode() + b"\n" for reject in rejects)


def is_folder(path: str) -> bool:
    """True if the name of an output says that parts are wanted.

    >>> is_folder("mentions/"), is_folder("mentions.jsonl")
    (True, False)
    """
    return path.endswith(("/", os.sep)) or Path(path).is_dir()
