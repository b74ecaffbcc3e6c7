"""The state folder of one stack: where its data, logs, process records and connection settings are."""
from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
from pathlib import Path
from typing import Any, Iterator, Optional

CHECKOUT = Path(__file__).resolve().parents[2]


class StackError(Exception):
    """One clear sentence for a person; it ends the command."""


def say(text: str) -> None:
    """Progress goes to stderr, so that stdout stays what was asked for (a table, JSON, a path)."""
    print(text, file=sys.stderr, flush=True)


def cache_folder() -> Path:
    """What is built or downloaded once per user; `clean` never touches it."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "sluice"


class Home:
    """A state folder, `.local` of the checkout unless --home or SLUICE_HOME says otherwise."""

    def __init__(self, folder: Optional[str] = None) -> None:
        chosen = folder or os.environ.get("SLUICE_HOME") or str(CHECKOUT / ".local")
        self.path = Path(chosen).expanduser().absolute()
        if any(c in str(self.path) for c in '"\\\n?'):
            raise StackError("The state folder %s has a character that settings files cannot carry: choose another" % self.path)

    def folder(self, *names: str) -> Path:
        folder = self.path.joinpath(*names)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise StackError("Cannot make the folder %s: %s" % (folder, e.strerror)) from e
        return folder

    def log(self, service: str) -> Path:
        return self.path / "logs" / (service + ".log")

    def record(self, service: str) -> Path:
        return self.path / "run" / (service + ".json")

    @property
    def ports_file(self) -> Path:
        return self.path / "ports.json"

    @contextlib.contextmanager
    def locked(self, path: Optional[Path] = None, busy: str = "") -> Iterator[None]:
        """Holds an exclusive lock; the kernel frees it when this process dies, so it is never stale."""
        path = path or self.folder() / "lock"
        with lock(path, busy or "Another stack command works on %s, waiting for it" % self.path):
            yield


@contextlib.contextmanager
def lock(path: Path, busy: str) -> Iterator[None]:
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say(busy)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def read_json(path: Path) -> Any:
    """None when there is no such file or a crash left half of it."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None


def write(path: Path, text: str) -> None:
    """Replaces a file as a whole: a reader sees the old or the new text, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name("%s.%d.tmp" % (path.name, os.getpid()))
    temporary.write_text(text)
    os.replace(temporary, path)
