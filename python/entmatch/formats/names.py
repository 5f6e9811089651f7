"""What the name of an output says."""

from __future__ import annotations

from entmatch.exceptions import DataError

OUTPUTS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
    ".arrows": "arrow",
    ".geojson": "geojson",
}
PACKED = {".gz": "gzip", ".zst": "zstd"}


def output_format(path: str) -> tuple[str | None, str | None]:
    """Format and packing that a name tells.

    >>> output_format("mentions.jsonl.gz"), output_format("a.parquet"), output_format("mentions/")
    (('jsonl', 'gzip'), ('parquet', None), (None, None))
    """
    name, packing = path.lower(), None
    for suffix, found in PACKED.items():
        if name.endswith(suffix):
            name, packing = name.removesuffix(suffix), found
    return next((format for suffix, format in OUTPUTS.items() if name.endswith(suffix)), None), packing


def told_format(path: str) -> str:
    """The format that a name tells, or the error that says which names do."""
    if found := output_format(path)[0]:
        return found
    raise DataError(f"{path}: cannot tell the format; use --to, or a name that ends in {', '.join(OUTPUTS)}")
