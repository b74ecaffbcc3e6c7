"""Sluice workers beside the stack; started when they are named, never by themselves."""
from __future__ import annotations

from typing import Dict, List, Optional

from home import CHECKOUT, Home
from service import Ports, Service

READY = "Sluice worker ready"


class Worker(Service):
    by_name_only = True

    def __init__(self, name: str, title: str, roles: str) -> None:
        self.name = name
        self.title = title
        self.roles = roles

    def command(self, home: Home, ports: Ports) -> List[str]:
        return [str(CHECKOUT / "infra" / "bin" / "sluice"), "worker", "--role", self.roles]

    def environment(self, home: Home, ports: Ports) -> Dict[str, str]:
        return {
            "SLUICE_HOME": str(home.path),
            "SLUICE_CONFIG": str(home.path / "sluice.yaml"),
            "TEMPORAL_CONFIG_FILE": str(home.path / "temporal.toml"),
        }

    def address(self, ports: Ports) -> str:
        return "-"

    def complaint(self, home: Home, ports: Ports) -> Optional[str]:
        try:
            ready = READY in home.log(self.name).read_text(errors="replace")
        except OSError:
            ready = False
        return None if ready else "it has not said that it is ready"

    def notes(self, ports: Ports) -> str:
        return "roles " + self.roles.replace(",", ", ")


WORKERS = [
    Worker("worker", "Worker", "control,batch"),
    # Alone, so that a stream and Spark do not share a heap.
    Worker("stream-worker", "Streams", "stream"),
]
