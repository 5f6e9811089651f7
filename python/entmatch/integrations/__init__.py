"""Bulk work inside other engines: one module each, imported only when it is wanted.

=========  ==================================================================================
spark      ``normalize(df, text=..., id=...)``: a DataFrame of mentions, over ``mapInArrow``
polars     ``normalize(frame, ...)`` and the expression ``pl.col("text").entmatch.normalize()``
pandas     ``normalize(frame, ...)``
duckdb     ``normalize(relation, ...)`` and the SQL function ``entmatch(text, date)``
=========  ==================================================================================

All give the columns that the command line gives.
"""

from __future__ import annotations
