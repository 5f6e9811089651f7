"""The package as installed: version, exceptions, what an import costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import entmatch


def test_every_public_name_exists() -> None:
    for name in entmatch.__all__:
        assert getattr(entmatch, name) is not None


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (entmatch.DataError, ValueError),
        (entmatch.GazetteerFormatError, ValueError),
        (entmatch.FileAccessError, OSError),
        (entmatch.GazetteerMissingError, OSError),
    ],
)
def test_errors_are_caught_as_builtins_and_by_the_base(error: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(error, builtin)
    assert issubclass(error, entmatch.EntmatchError)


def test_importing_the_library_does_not_import_click_or_pyarrow() -> None:
    code = "import sys, entmatch; print(sorted({'click', 'pyarrow', 'json', 'csv'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
