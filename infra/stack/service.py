"""What the stack needs to know about each of its services."""
from __future__ import annotations

import socket
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from home import Home

Ports = Dict[str, int]


class Service:
    """One process of the stack; subclasses say how it is prepared, started and asked how it is."""

    name = ""
    title = ""
    port_names: Tuple[str, ...] = ()
    # Seconds until a start counts as failed: generous, because a cold start on a busy small machine is slow.
    patience = 120.0
    # Not part of "all": started only when named, listed only once it was.
    by_name_only = False

    def prepare(self) -> None:
        """Builds or fetches what it runs from; nothing is started."""

    def command(self, home: Home, ports: Ports) -> List[str]:
        """Writes its settings below the state folder and answers with the command line."""
        raise NotImplementedError

    def environment(self, home: Home, ports: Ports) -> Dict[str, str]:
        return {}

    def address(self, ports: Ports) -> str:
        return "127.0.0.1:%d" % ports[self.port_names[0]]

    def complaint(self, home: Home, ports: Ports) -> Optional[str]:
        """None when it answers as it should, else what is not well."""
        raise NotImplementedError

    def notes(self, ports: Ports) -> str:
        return ""

    def ui(self, ports: Ports) -> Optional[str]:
        """The address of its pages, when it has some."""
        return None


def exchange(port: int, request: bytes, enough: int, timeout: float = 3.0) -> bytes:
    """Sends bytes to a local port and reads until `enough` bytes came; OSError when that fails."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(request)
        answer = b""
        while len(answer) < enough:
            part = connection.recv(4096)
            if not part:
                break
            answer += part
        return answer


def last_lines(path: Path, count: int = 15) -> List[str]:
    try:
        text = path.read_bytes()[-20000:].decode("utf-8", "replace")
    except OSError:
        return []
    return [line[:300] for line in text.splitlines() if line.strip()][-count:]
