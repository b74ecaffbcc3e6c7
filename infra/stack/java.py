"""The Java that runs the broker: JAVA_HOME, else the one on PATH, 17 or newer."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from home import StackError

OLDEST = 17


def find_java() -> str:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if not java or not os.access(java, os.X_OK):
        where = "JAVA_HOME=%s has no bin/java" % home if home else "java is not on PATH"
        raise StackError("%s: install a JDK %d or newer" % (where, OLDEST))
    said = subprocess.run([java, "-version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    found = re.search(r'version "(\d+)', said)
    if not found or int(found.group(1)) < OLDEST:
        raise StackError("%s is not Java %d or newer (it says %r): install a JDK %d, or point JAVA_HOME to one"
                         % (java, OLDEST, said.split("\n")[0], OLDEST))
    return java
