"""Bulk jobs: any number of documents in, one table out, in the order of the input, at any number of threads.

Rust reads JSON lines, judges and encodes; the files that come out, and what becomes of a job that is killed, are
decided here. A job that writes into a folder writes numbered parts, each of which appears only when it is complete,
and can be resumed and shared out.
"""

from __future__ import annotations

from entmatch.bulk.job import Totals, run
from entmatch.bulk.options import Options
from entmatch.bulk.output import Folder, SingleFile, Stream
from entmatch.bulk.source import Documents, JsonLines

__all__ = ["Documents", "Folder", "JsonLines", "Options", "SingleFile", "Stream", "Totals", "run"]
