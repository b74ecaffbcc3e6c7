"""Processes of the stack: started with a record that survives us, and stopped only when surely ours."""
from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Dict, List, Optional

from home import Home, read_json, write


def start_time(pid: int) -> Optional[str]:
    """When a living process started, as text to compare; None when it is gone (a zombie is gone)."""
    stat = Path("/proc/%d/stat" % pid)
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            return None
        # Ticks since boot repeat after a reboot, the boot id does not.
        return None if fields[0] in "ZX" else "%s@%s" % (fields[19], boot_id())
    asked = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], stdout=subprocess.PIPE, text=True)
    state, _, started = asked.stdout.strip().partition(" ")
    return None if not started or state.startswith("Z") else started.strip()


def boot_id() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "unknown-boot"


def running(home: Home, service: str) -> Optional[int]:
    """The pid of a service, only when that very process still lives: a recycled pid does not count."""
    record = read_json(home.record(service))
    if not isinstance(record, dict) or not isinstance(record.get("pid"), int):
        return None
    started = start_time(record["pid"])
    return record["pid"] if started is not None and started == record.get("started") else None


def start(home: Home, service: str, command: List[str], environment: Dict[str, str]) -> subprocess.Popen:
    """Starts a service in a session of its own; the child writes its record itself, before it becomes the service."""
    log = home.log(service)
    home.folder("logs")
    if log.exists():
        os.replace(log, log.with_suffix(".log.1"))
    home.folder("run")
    forget(home, service)
    launcher = [sys.executable, "-B", __file__, str(home.record(service)), *command]
    with open(log, "ab") as output:
        child = subprocess.Popen(
            launcher, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=str(home.path),
            env={**os.environ, **environment}, start_new_session=True)
    return child


def stop(home: Home, service: str, patience: float = 20.0) -> bool:
    """Ends a service and what it started, politely first; False when it did not run."""
    pid = running(home, service)
    if pid is None:
        forget(home, service)
        return False
    signal_group(pid, signal.SIGTERM)
    if not gone(home, service, patience):
        signal_group(pid, signal.SIGKILL)
        gone(home, service, 10)
    forget(home, service)
    return True


def kill(home: Home, service: str) -> bool:
    """What a crash does: SIGKILL at once, and the record stays behind, stale."""
    pid = running(home, service)
    if pid is None:
        return False
    signal_group(pid, signal.SIGKILL)
    return gone(home, service, 10)


def signal_group(pid: int, what: int) -> None:
    try:
        os.killpg(pid, what)
    except (ProcessLookupError, PermissionError):
        pass  # it ended between the look and the signal


def gone(home: Home, service: str, patience: float) -> bool:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if running(home, service) is None:
            return True
        time.sleep(0.05)
    return running(home, service) is None


def forget(home: Home, service: str) -> None:
    try:
        home.record(service).unlink()
    except FileNotFoundError:
        pass


def become(record: str, command: List[str]) -> None:
    """The child's first step: when `up` is killed right after the fork, `down` still knows this process."""
    pid = os.getpid()
    write(Path(record), json.dumps({"pid": pid, "started": start_time(pid), "command": command}, indent=2) + "\n")
    try:
        os.execvp(command[0], command)
    except OSError as e:
        sys.exit("Cannot run %s: %s" % (command[0], e.strerror))


if __name__ == "__main__":
    become(sys.argv[1], sys.argv[2:])
