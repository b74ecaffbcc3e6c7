"""The Temporal CLI: the one on PATH when new enough, else one built or downloaded once into the user's cache."""
from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from home import StackError, cache_folder, lock, say
from java import find_java
from maven import class_path

VERSION = "1.8.2"
OLDEST = (1, 7)
HERE = Path(__file__).resolve().parent
PACKAGE = "github.com/temporalio/cli/cmd/temporal"
LDFLAGS = "-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=" + VERSION
# infra/bin/temporal says this in its first lines, so that the wrapper never finds itself on PATH.
WRAPPER_MARK = b"sluice-temporal-wrapper"


@functools.lru_cache(maxsize=None)
def resolve() -> str:
    """The CLI to run; may build it, which takes minutes and says so."""
    return on_path() or cached() or make()


def plain_environment() -> Dict[str, str]:
    """Our environment without TEMPORAL_*: what we start and ask is the local server, whatever the user's profile says."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}


def on_path() -> Optional[str]:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        candidate = os.path.join(folder, "temporal")
        if not folder or not os.path.isfile(candidate) or not os.access(candidate, os.X_OK) or is_wrapper(candidate):
            continue
        version = version_of(candidate)
        if version is not None and version >= OLDEST:
            return candidate
        shown = "of unknown version" if version is None else "%d.%d" % version
        say("Temporal CLI: %s is %s, older than %d.%d: not used" % ((candidate, shown) + OLDEST))
    return None


def is_wrapper(path: str) -> bool:
    with open(path, "rb") as handle:
        return WRAPPER_MARK in handle.read(400)


def version_of(binary: str) -> Optional[Tuple[int, int]]:
    try:
        said = subprocess.run(
            [binary, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30,
            env=plain_environment()).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"temporal version v?(\d+)\.(\d+)", said)
    return (int(found.group(1)), int(found.group(2))) if found else None


def cache_path() -> Path:
    return cache_folder() / ("temporal-" + VERSION) / "temporal"


def cached() -> Optional[str]:
    path = cache_path()
    return str(path) if os.access(str(path), os.X_OK) else None


def make() -> str:
    """Builds with Go, else downloads; only a whole binary that runs is ever moved to the place where it is found."""
    target = cache_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with lock(target.with_suffix(".lock"), "Another command builds the Temporal CLI, waiting for it (up to nine minutes)"):
        found = cached()
        if found:
            return found
        for leftover in target.parent.glob("temporal.*.tmp"):
            leftover.unlink()  # of a build that was killed: we hold the lock, so nobody writes it
        fresh = target.with_name("temporal.%d.tmp" % os.getpid())
        failures: List[str] = []
        for way in (build, download):
            failure = way(fresh)
            if failure is None and version_of(str(fresh)) is None:
                failure = "what came out does not run on this machine"
            if failure is None:
                os.replace(fresh, target)
                say("Temporal CLI %s is ready: %s" % (VERSION, target))
                return str(target)
            failures.append("%s: %s" % (way.__name__, failure))
    raise StackError(
        "No Temporal CLI: install Go 1.26.4 or newer and run this again, or install `temporal` %d.%d or newer"
        " (https://docs.temporal.io/cli) on PATH\n  %s" % (OLDEST + ("\n  ".join(failures),)))


def build(fresh: Path) -> Optional[str]:
    """Builds from the pinned modules; None when it worked, else why not."""
    go = shutil.which("go")
    if go is None:
        return "no go on PATH"
    say("Building the Temporal CLI %s with Go, once per user: five to nine minutes on two cores" % VERSION)
    environment = {**os.environ, "CGO_ENABLED": "0"}
    source = str(HERE / "temporal-cli")
    listed = subprocess.run(
        [go, "list", "-mod=readonly", "-deps", PACKAGE], cwd=source, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)
    if listed.returncode != 0:
        return "go list failed: %s" % last_line(listed.stderr)
    command = [go, "build", "-mod=readonly", "-v", "-o", str(fresh), "-ldflags", LDFLAGS, PACKAGE]
    return watch(command, source, environment, len(listed.stdout.splitlines()))


def watch(command: List[str], source: str, environment: Dict[str, str], total: int) -> Optional[str]:
    """Runs the build and says every ten seconds how far it is; go -v prints a line for each package it compiles."""
    began = said = time.monotonic()
    seen = 0
    tail: List[str] = []
    with subprocess.Popen(command, cwd=source, env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True) as going:
        try:
            for line in going.stderr or []:
                seen += 1
                tail = (tail + [line.strip()])[-5:]
                if time.monotonic() - said >= 10:
                    said = time.monotonic()
                    say("  %4d of at most %d packages, %3d s" % (seen, total, said - began))
        except BaseException:
            going.kill()
            raise
    if going.returncode != 0:
        return "go build failed: %s" % " | ".join(tail)
    say("  built in %d s" % (time.monotonic() - began))
    return None


def download(fresh: Path) -> Optional[str]:
    """Downloads with the Temporal SDK's own downloader; None when it worked, else why not."""
    say("Downloading the Temporal CLI %s with the Temporal SDK" % VERSION)
    folder = fresh.with_name("download")
    try:
        command = [find_java(), "-cp", os.pathsep.join(class_path("temporal-download"))]
    except StackError as e:
        return str(e)
    command += [str(HERE / "temporal-download" / "FetchTemporalCli.java"), "v" + VERSION, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        causes = [line for line in done.stderr.splitlines() if "Exception" in line]
        return causes[-1].strip() if causes else last_line(done.stderr)
    shutil.copyfile(last_line(done.stdout), str(fresh))
    fresh.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
    return None


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
