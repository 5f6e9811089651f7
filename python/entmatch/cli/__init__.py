"""The command line. Each command is one module, imported when it is called: starting up is most of a small job."""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from entmatch._core import __version__
from entmatch.exceptions import DataError, EntmatchError, GazetteerFormatError

FAILED, USAGE, BAD_DATA, IO_ERROR, INTERRUPTED = 1, 2, 65, 74, 130

COMMANDS = {
    "normalize": "Actors and places of documents, judged and linked.",
    "find": "Every name of the gazetteer in documents, raw.",
    "resolve": "Ranked entities for names in any script or romanisation.",
    "explain": "The reasons for an answer.",
    "build": "Compile lists of names into a gazetteer file.",
    "import": "Turn a list or a public source into gazetteer JSON lines.",
    "inspect": "What is in a gazetteer file, or what it knows of an entity.",
    "verify": "Check every byte of a gazetteer file.",
    "bench": "Time the scan and the normaliser on this machine.",
}


class _Lazy(click.Group):
    """A group that imports a command's module only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # `import` is no name for a module.
        module = importlib.import_module(f"entmatch.cli.{cmd_name.replace('import', 'import_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="entmatch")
def entmatch() -> None:
    """Which span of a text names which entity, as what, how sure, and why.

    Data goes to standard output (a table on a terminal, JSON lines into a pipe) or to the file of -o; everything else
    goes to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage, 65 bad data, 74 input or output failed,
    130 interrupted.
    """


def main() -> NoReturn:
    """The entry point of the ``entmatch`` script."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Runs one command and gives its exit code; every failure is one message on standard error."""
    try:
        return entmatch.main(args, prog_name="entmatch", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return complain("interrupted", INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (DataError, GazetteerFormatError) as error:
        return complain(str(error), BAD_DATA)
    except OSError as error:
        return complain(str(error), IO_ERROR)
    except EntmatchError as error:
        return complain(str(error), FAILED)


def complain(message: str, code: int) -> int:
    """Says on standard error what went wrong, and gives the code to exit with."""
    click.echo(f"entmatch: {message}", err=True)
    return code
