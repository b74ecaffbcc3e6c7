"""A Sluice worker beside the stack; started when it is named, never by itself."""
from __future__ import annotations

from typing import Dict, List, Optional

from home import CHECKOUT, Home
from service import Ports, Service

READY = "Sluice worker ready"


class Worker(Service):
    name = "worker"
    title = "Worker"
    by_name_only = True

    def command(self, home: Home, ports: Ports) -> List[str]:
        return [str(CHECKOUT / "infra" / "bin" / "sluice"), "worker", "--role", "control,batch"]

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
        return "roles control, batch"
