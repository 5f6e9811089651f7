"""Mentions of the documents in a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from entmatch.integrations.normalizers import given, named

if TYPE_CHECKING:
    from entmatch._core import Normalizer


def normalize(
    frame: Any,
    *,
    text: str = "text",
    id: str | None = None,
    date: str | None = None,
    lang: str | None = None,
    normalizer: Normalizer | None = None,
) -> Any:
    """A DataFrame with one row a mention; ``doc_id`` is the column ``id``, or the index of ``frame``.

    >>> import pandas as pd
    >>> from entmatch.integrations import pandas as entmatch_pandas
    >>> articles = pd.DataFrame({"text": ["Rain in Tokyo.", "От Москвы до Пхеньяна"]}, index=["a", "b"])
    >>> mentions = entmatch_pandas.normalize(articles)
    >>> mentions[["doc_id", "start", "surface", "name"]].values.tolist()
    [['a', 8, 'Tokyo', 'Tokyo'], ['b', 3, 'Москвы', 'Moscow'], ['b', 13, 'Пхеньяна', 'Pyongyang']]
    """
    import pyarrow

    columns = {role: frame[name] for role, name in named(text=text, id=id, date=date, lang=lang).items()}
    columns.setdefault("id", frame.index.astype(str))
    # Only the columns that are needed: others may hold objects that have no place in Arrow.
    table = pyarrow.table({role: pyarrow.array(column, from_pandas=True) for role, column in columns.items()})
    return pyarrow.table(given(normalizer).normalize_table(table, **{role: role for role in columns})).to_pandas()
