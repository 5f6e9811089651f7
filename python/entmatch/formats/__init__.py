"""Files in, files out: every format that the command line reads and writes, one module each.

Nothing is dropped silently. What cannot be read comes back as a :class:`Reject` with file, line, byte offset, reason
and the raw bytes, in the place where the document would have been, and the reader goes on with the next record.
"""

from __future__ import annotations

from entmatch.formats.document import Columns, Document, Reject
from entmatch.formats.read import read_documents

__all__ = ["Columns", "Document", "Reject", "read_documents"]
