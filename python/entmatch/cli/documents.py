"""What `normalize`, `find` and `bench` share: options for input and output, batches, rejects, exit codes."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from entmatch.cli import BAD_DATA
from entmatch.cli.sinks import CHOICES, Sink
from entmatch.formats import Columns, Document, Reject, read_documents
from entmatch.formats.document import iso_date
from entmatch.formats.lines import unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import TracebackType

    from entmatch import MentionTable
    from entmatch.cli.sinks import Layout

Command = TypeVar("Command", bound="Callable[..., Any]")
INPUTS = ("text", "jsonl", "csv", "tsv", "parquet", "arrow")
BATCH_DOCUMENTS, BATCH_CHARACTERS = 256, 4_000_000
TOLD = 20


def date_option(text: str) -> Callable[[Command], Command]:
    """The option that gives a date."""
    return click.option("--date", callback=_checked_date, metavar="YYYY-MM-DD", help=text)


def _checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and (iso_date(value) is None or len(value) != 10):
        raise click.BadParameter(f"{value!r} is not a date; write YYYY-MM-DD", ctx, param)
    return value


def gazetteer_option(command: Command) -> Command:
    """The option that names a gazetteer file."""
    option = click.option("-g", "--gazetteer", metavar="FILE", help="A gazetteer file; the embedded one if not given.")
    return option(command)


def output_options(command: Command) -> Command:
    """The options that say where rows go."""
    for option in (
        click.option("--to", "to", type=click.Choice(CHOICES), help="The output format, if not told by -o."),
        click.option("-o", "--output", metavar="FILE", help="Write here: .jsonl, .csv (.gz, .zst), .parquet, .arrow."),
    ):
        command = option(command)
    return command


def input_options(command: Command) -> Command:
    """The arguments and options that say what to read."""
    for option in (
        click.option("--max-bad", type=click.IntRange(0), default=0, help="Bad records that still count as done."),
        click.option("--rejects", metavar="FILE", help="Write bad records here (with -o: OUTPUT.rejects.jsonl)."),
        click.option(
            "--format", type=click.Choice(["text", "jsonl", "csv", "tsv", "parquet", "arrow"]), help="Input format."
        ),
        click.option("--lang-column", metavar="NAME", help="The field with the language."),
        click.option("--date-column", metavar="NAME", help="The field with the date."),
        click.option("--id-column", metavar="NAME", help="The field with the id."),
        click.option("--text-column", metavar="NAME", help="The field with the text (default: text, body, content)."),
        click.option("--lang", metavar="CODE", help="Language of documents that do not say theirs."),
        date_option("Date of documents that do not say theirs."),
        click.option("-t", "--text", "texts", multiple=True, help="A text itself, instead of a file."),
        click.argument("files", nargs=-1, metavar="[FILES]..."),
    ):
        command = option(command)
    return command


@dataclass
class Rejects:
    """Bad records: said on standard error, kept in a file where there is one, counted."""

    path: str | None
    tell_all: bool | None = None
    before: Callable[[], None] = field(default=lambda: None, repr=False)
    count: int = 0
    _stream: IO[str] | None = field(default=None, repr=False)

    def add(self, reject: Reject) -> None:
        """Keeps one. Without a file to keep them in, every one is told; with one, the first twenty are."""
        self.count += 1
        if self.count <= TOLD or (self.path is None if self.tell_all is None else self.tell_all):
            self.before()
            click.echo(f"entmatch: {reject}", err=True)
        if self.path is None:
            return
        try:
            if self._stream is None:
                self._stream = Path(self.path).open("w", encoding="utf-8")  # noqa: SIM115
            self._stream.write(json.dumps(reject.as_dict(), ensure_ascii=False) + "\n")
        except OSError as error:
            raise unreadable(self.path, error) from error

    def __enter__(self) -> Rejects:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()


@dataclass(frozen=True)
class Job:
    """The options of one run, as the command line gave them."""

    files: tuple[str, ...]
    texts: tuple[str, ...]
    date: str | None
    lang: str | None
    text_column: str | None
    id_column: str | None
    date_column: str | None
    lang_column: str | None
    format: str | None
    rejects: str | None
    max_bad: int
    output: str | None
    to: str | None

    def documents(self, keep: Sequence[str] = ()) -> Iterator[Document | Reject]:
        """What there is to read; ``keep`` are fields to carry along."""
        for number, text in enumerate(self.texts, 1):
            yield Document("" if len(self.texts) == 1 else f"text {number}", text)
        if self.files or not self.texts:
            if not self.files and sys.stdin.isatty():
                raise click.UsageError("Nothing to read: name files or folders, '-' for standard input, or --text.")
            yield from read_documents(self.files or ("-",), self.columns(keep), self.format)

    def columns(self, keep: Sequence[str] = ()) -> Columns:
        """Which fields to read, and which to carry along."""
        return Columns(self.text_column, self.id_column, self.date_column, self.lang_column, tuple(keep))

    def run(self, work: Callable[[list[Document]], MentionTable], layout: Layout) -> int:
        """Reads, works, writes, batch by batch in the order of the input; gives the exit code."""
        path = self.rejects or (f"{self.output}.rejects.jsonl" if self.output not in (None, "-") else None)
        done = 0
        with Sink(self.output, self.to, layout) as sink, Rejects(path) as rejects:
            for batch in _batches(self._good(rejects)):
                sink.write(work(batch))
                done += len(batch)
            if not done:
                sink.write(work([]))
        if rejects.count:
            kept = f"; they are in {path}" if path else ""
            click.echo(f"entmatch: {done} documents done, {rejects.count} bad records left out{kept}", err=True)
        return BAD_DATA if rejects.count > self.max_bad else 0

    def _good(self, rejects: Rejects) -> Iterator[Document]:
        for got in self.documents():
            if isinstance(got, Reject):
                rejects.add(got)
            else:
                yield Document(got.doc_id, got.text, got.date or self.date, got.lang or self.lang, got.keep)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= BATCH_DOCUMENTS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
