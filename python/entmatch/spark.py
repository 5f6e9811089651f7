"""Mentions of the documents in a Spark DataFrame: ``entmatch.spark.normalize(df, text=..., id=..., date=...)``."""

from __future__ import annotations

from entmatch.integrations.spark import SCHEMA, normalize

__all__ = ["SCHEMA", "normalize"]
