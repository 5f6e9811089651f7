"""``entmatch normalize``: documents in, one row a judged mention out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from entmatch.cli import BAD_DATA, layout
from entmatch.cli.documents import Job, Rejects, gazetteer_option, input_options
from entmatch.exceptions import DataError
from entmatch.formats.names import output_format, told_format

if TYPE_CHECKING:
    from collections.abc import Callable

    from entmatch import Gazetteer
    from entmatch.bulk import Options, Totals
    from entmatch.bulk.output import Output
    from entmatch.bulk.source import Source

CHOICES = ("table", "jsonl", "csv", "tsv", "parquet", "arrow", "geojson")


def _parsed(parse: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    def callback(ctx: click.Context, param: click.Parameter, value: str | None) -> Any:
        if value is None:
            return None
        from entmatch.bulk import options

        try:
            return getattr(options, parse)(value)
        except DataError as error:
            raise click.BadParameter(str(error), ctx, param) from error

    return callback


@click.command()
@input_options
@click.option("-o", "--output", metavar="FILE|FOLDER/", help="Write here; a folder (FOLDER/) gets numbered parts.")
@click.option("--to", "to", type=click.Choice(CHOICES), help="The output format, if not told by -o.")
@click.option(
    "--pack", type=click.Choice(["gzip", "zstd"]), help="Pack text formats (-o X.gz and -o X.zst say so, too)."
)
@click.option("--nested", is_flag=True, help="One row a document, with the list of its mentions.")
@click.option("--counts", is_flag=True, help="One row an entity of a document, with the number of its mentions.")
@click.option("--keep", metavar="NAME,...", default="", help="Fields of the input to pass through.")
@gazetteer_option
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out mentions less probable.")
@click.option("--bytes", "byte_offsets", is_flag=True, help="Offsets in bytes of UTF-8 instead of characters.")
@click.option("--embedded", is_flag=True, help="Also the names inside longer names, as places.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Threads (default: the cores).")
@click.option("--memory", metavar="SIZE", callback=_parsed("size"), help="What the job may take (default 2G).")
@click.option("--max-record", metavar="SIZE", callback=_parsed("size"), help="Refuse longer lines (default 64M).")
@click.option("--part-size", metavar="SIZE", callback=_parsed("size"), help="Input for one part (default 64M).")
@click.option("--resume", is_flag=True, help="Go on with the job in the folder, from the first part that is missing.")
@click.option("--shard", metavar="I/N", callback=_parsed("share"), help="Do only the I-th of N shares of the parts.")
@click.option("--summary/--no-summary", default=None, help="Say at the end who and where was named most.")
def command(**options: Any) -> int:
    """Find the actors and places that documents speak of: which entity, meant as what, how sure, and why.

    FILES are text files, JSON lines, CSV, TSV (gzip or zstd, too), Parquet or Arrow IPC, or folders of them; '-' is
    standard input.

    \b
      entmatch normalize article.txt --date 2024-06-20
      entmatch normalize articles.jsonl -o mentions.parquet
      entmatch normalize articles.csv.gz -o mentions.jsonl.zst --keep title,url
      entmatch normalize archive/*.jsonl.zst -o mentions/ --to parquet --resume
      entmatch normalize -t "Tokyo accuses Moscow" --to jsonl
    """
    from entmatch.embedded import open_or_default

    return _Run(options).run(open_or_default(options["gazetteer"]))


class _Run:
    """One call of the command."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given
        self._job = Job(**{name: given[name] for name in Job.__dataclass_fields__})
        self._path: str | None = None if given["output"] in (None, "-") else given["output"]
        self._format = given["to"] or self._guess()
        self._options = self._make_options()

    def _guess(self) -> str:
        if self._path is None:
            return (
                "table" if sys.stdout.isatty() and not self._given["counts"] and not self._given["nested"] else "jsonl"
            )
        if self._is_folder() and output_format(self._path)[0] is None:
            return "jsonl"
        return told_format(self._path)

    def _is_folder(self) -> bool:
        from entmatch.bulk.output import is_folder

        return self._path is not None and is_folder(self._path)

    def _make_options(self) -> Options:
        from entmatch.bulk import Options

        given = self._given
        if given["nested"] and given["counts"]:
            raise click.UsageError("--nested and --counts exclude each other.")
        if self._format == "parquet" and self._path is None:
            raise DataError("Parquet cannot be written to standard output; name a file with -o")
        if self._format == "table" and (self._path or given["nested"] or given["counts"] or given["pack"]):
            raise click.UsageError("A table is flat, and for a terminal; use --to jsonl.")
        if not self._is_folder():
            for name in ("resume", "shard", "part_size"):
                if given[name]:
                    raise click.UsageError(f"--{name.replace('_', '-')} needs an output folder: -o FOLDER/")
        told = output_format(self._path)[1] if self._path and not self._is_folder() else None
        share, shares = given["shard"] or (0, 1)
        sizes = {name: given[name] for name in ("jobs", "memory", "max_record", "part_size") if given[name] is not None}
        same = ("min_score", "byte_offsets", "embedded", "date", "lang")
        columns = ("text_column", "id_column", "date_column", "lang_column")
        try:
            options = Options(
                format="rows" if self._format == "table" else self._format,
                packing=given["pack"] or told,
                shape="nested" if given["nested"] else "counts" if given["counts"] else "flat",
                keep=[name for name in given["keep"].split(",") if name],
                share=share,
                shares=shares,
                **sizes,
                **{name: given[name] for name in (*same, *columns)},
            )
            _check_keep(options)
        except DataError as error:
            raise click.UsageError(str(error)) from error
        return options

    def _source(self) -> Source:
        from entmatch.bulk import Documents, JsonLines
        from entmatch.formats.read import Reader, files_of

        job = self._job
        if not job.texts and (job.files or not sys.stdin.isatty()):
            files = list(files_of(job.files or ("-",), job.format))
            if all(format == "jsonl" for _, format in files):
                return JsonLines(name for name, _ in files)
            reader = Reader(files, job.columns(self._options.keep), self._options.record_limit)
            return Documents(reader, [name for name, _ in files])
        return Documents(job.documents(self._options.keep), job.files)

    def _output(self, source: Source, gazetteer: Gazetteer) -> Output:
        from entmatch.bulk import Folder, SingleFile, Stream
        from entmatch.bulk.manifest import fingerprint

        if self._path is None:
            return Stream(sys.stdout.buffer, self._options, layout.mentions if self._format == "table" else None)
        if not self._is_folder():
            if any(name != "-" and Path(name).resolve() == Path(self._path).resolve() for name in source.names):
                raise click.UsageError(f"{self._path} is input and output at once.")
            return SingleFile(self._path, self._options)
        if self._given["resume"] and (self._job.texts or "-" in source.names):
            raise click.UsageError("--resume needs files: standard input and --text cannot be read again.")
        manifest = fingerprint(source.names, gazetteer.digest, self._options)
        return Folder(self._path, self._options, manifest, resume=self._given["resume"])

    def run(self, gazetteer: Gazetteer) -> int:
        """Does the job, and gives the exit code."""
        from entmatch.bulk import Folder, run
        from entmatch.bulk.progress import Progress, summary

        source = self._source()
        output = self._output(source, gazetteer)
        path = self._given["rejects"]
        if path is None and self._path is not None and not isinstance(output, Folder):
            path = f"{self._path}.rejects.jsonl"
        kept = str(Path(self._path or "", "rejects.jsonl")) if isinstance(output, Folder) and path is None else path
        progress = Progress(sys.stderr)
        with Rejects(path, tell_all=kept is None, before=progress.clear) as rejects:
            try:
                totals = run(gazetteer, source, output, self._options, on_reject=rejects.add, on_batch=progress)
            finally:
                progress.clear()
        bad = output.totals()["bad"] if isinstance(output, Folder) else totals.bad
        self._tell(totals, bad, kept, summary if self._wants_summary(totals) else None)
        return BAD_DATA if bad > self._given["max_bad"] else 0

    def _wants_summary(self, totals: Totals) -> bool:
        wanted: bool | None = self._given["summary"]
        return wanted if wanted is not None else self._path is not None and sys.stderr.isatty()

    def _tell(self, totals: Totals, bad: int, kept: str | None, table: Callable[[Totals], str] | None) -> None:
        if bad:
            place = f"; they are in {kept}" if kept else ""
            click.echo(f"entmatch: {totals.documents} documents done, {bad} bad records left out{place}", err=True)
        if table is not None:
            click.echo(table(totals), err=True, nl=False)


def _check_keep(options: Options) -> None:
    from entmatch._core import bulk_columns

    if taken := sorted(set(options.keep) & set(bulk_columns(options.form))):
        raise DataError(f"--keep {taken[0]}: the output has a column of this name; use --nested, or rename the field")
