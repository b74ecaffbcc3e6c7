"""Which port each service listens on: the one it had, else the usual one, else a free one."""
from __future__ import annotations

import json
import random
import socket
from typing import Dict, Iterable, Optional, Set

from home import Home, StackError, read_json, write

USUAL = {
    "temporal": 7233,
    "temporal-ui": 8233,
    "temporal-http": 7243,
    "kafka": 9092,
    "kafka-controller": 9093,
    "redis": 6379,
}

# Below the range from which the kernel takes the near end of outgoing connections, which would race with us.
FREE_RANGE = (20000, 32000)


def is_free(port: int) -> bool:
    """Nobody listens there and we may."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False


def find_free(taken: Set[int]) -> int:
    for _ in range(1000):
        port = random.randint(*FREE_RANGE)
        if port not in taken and is_free(port):
            return port
    raise StackError("No free port found between %d and %d on 127.0.0.1: stop what listens there" % FREE_RANGE)


def known(home: Home) -> Dict[str, int]:
    """The ports written down by the last `up`, empty before the first."""
    ports = read_json(home.ports_file)
    if not isinstance(ports, dict):
        return {}
    return {name: port for name, port in ports.items() if name in USUAL and isinstance(port, int)}


def choose(home: Home, in_use: Iterable[str], unusual: bool, avoid: Optional[Set[int]] = None) -> Dict[str, int]:
    """Chooses and writes down all ports; `in_use` are names whose service of ours runs and so keeps its port."""
    avoid = avoid or set()
    kept = set(in_use)
    before = known(home)
    ports = {name: before[name] for name in kept if name in before}
    for name, usual in USUAL.items():
        if name in ports:
            continue
        wanted = [before[name]] if name in before else []
        wanted += [] if unusual else [usual]
        taken = set(ports.values()) | avoid
        ports[name] = next((p for p in wanted if p not in taken and is_free(p)), 0) or find_free(taken)
    if ports != before:
        home.folder()
        write(home.ports_file, json.dumps(ports, indent=2, sort_keys=True) + "\n")
    return ports
