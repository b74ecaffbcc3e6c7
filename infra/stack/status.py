"""How the stack is, as a table or as JSON."""
from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

import ports
import process
from home import Home
from service import Ports, Service


def collect(home: Home, services: List[Service]) -> List[Dict[str, Any]]:
    chosen = ports.known(home)
    return [describe(home, service, chosen) for service in services]


def describe(home: Home, service: Service, chosen: Ports) -> Dict[str, Any]:
    pid = process.running(home, service.name)
    placed = all(name in chosen for name in service.port_names)
    complaint: Optional[str] = None
    if pid is None:
        state = "down"
        if home.record(service.name).exists():
            complaint = "it ended without being stopped, see %s" % home.log(service.name)
    else:
        complaint = service.complaint(home, chosen) if placed else "its port is not written down any more"
        state = "up" if complaint is None else "not ready"
    return {
        "service": service.name,
        "what": service.title,
        "state": state,
        "address": service.address(chosen) if placed else "-",
        "pid": pid,
        "ui": service.ui(chosen) if placed else None,
        "note": complaint or (service.notes(chosen) if placed and pid is not None else ""),
        "log": str(home.log(service.name)),
    }


def table(rows: List[Dict[str, Any]]) -> str:
    lines = ["%-10s %-22s %-8s %-10s %s" % ("WHAT", "ADDRESS", "PID", "STATE", "NOTE")]
    for row in rows:
        lines.append("%-10s %-22s %-8s %-10s %s" % (
            row["what"], row["address"], row["pid"] or "-", row["state"], row["note"]))
    return "\n".join(line.rstrip() for line in lines)


def as_json(home: Home, rows: List[Dict[str, Any]]) -> str:
    return json.dumps({"home": str(home.path), "ports": ports.known(home), "services": rows}, indent=2)
