"""Jars for the stack from Maven Central, through the small POMs beside this file."""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import List

from home import StackError, cache_folder, lock, say, write

POMS = Path(__file__).resolve().parent


def class_path(name: str) -> List[str]:
    """The jars of `<name>/pom.xml`, resolved once and again when the POM changes or a jar is gone."""
    pom = POMS / name / "pom.xml"
    digest = hashlib.sha256(pom.read_bytes()).hexdigest()[:12]
    folder = cache_folder() / "jars"
    folder.mkdir(parents=True, exist_ok=True)
    listing = folder / ("%s-%s.txt" % (name, digest))
    jars = read_listing(listing)
    if jars:
        return jars
    with lock(folder / (name + ".lock"), "Another command fetches the jars of %s, waiting for it" % name):
        jars = read_listing(listing)
        if not jars:
            resolve(pom, name, listing)
            jars = read_listing(listing)
    if not jars:
        raise StackError("Maven named no jars for %s: run mvn -f %s dependency:tree and look" % (name, pom))
    return jars


def read_listing(listing: Path) -> List[str]:
    """The jars once resolved; empty when that has not happened or one of them was deleted since."""
    try:
        jars = [j for j in listing.read_text().strip().split(os.pathsep) if j]
    except OSError:
        return []
    return jars if all(os.path.exists(j) for j in jars) else []


def resolve(pom: Path, name: str, listing: Path) -> None:
    mvn = shutil.which("mvn")
    if mvn is None:
        raise StackError("Maven fetches the jars of %s and mvn is not on PATH: install Maven 3.8 or newer" % name)
    say("Fetching the jars of %s with Maven (once)" % name)
    output = listing.with_name("%s.%d.tmp" % (listing.name, os.getpid()))
    command = [mvn, "-B", "-q", "-f", str(pom), "dependency:build-classpath", "-Dmdep.outputFile=%s" % output]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0 or not output.exists():
        lines = [line for line in done.stdout.splitlines() if "ERROR" in line][:6]
        raise StackError(
            "Maven could not fetch the jars of %s: check the network or the mirror in settings.xml, then run it again\n  %s"
            % (name, "\n  ".join(lines)))
    text = output.read_text()
    output.unlink()
    write(listing, text)
