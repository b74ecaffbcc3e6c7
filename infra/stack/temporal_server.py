"""Temporal: the CLI's development server with its UI, its state in a SQLite file, and our search attributes."""
from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from typing import List, Optional

import temporal_cli
from home import Home
from service import Ports, Service, exchange

SEARCH_ATTRIBUTES = ("SluiceKind", "SluiceSource", "SluiceView", "SluicePartition", "SluiceState")


class TemporalServer(Service):
    name = "temporal"
    title = "Temporal"
    port_names = ("temporal", "temporal-ui", "temporal-http")

    def prepare(self) -> None:
        temporal_cli.resolve()

    def command(self, home: Home, ports: Ports) -> List[str]:
        command = [
            temporal_cli.resolve(), "server", "start-dev", "--ip", "127.0.0.1", "--port", str(ports["temporal"]),
            "--ui-port", str(ports["temporal-ui"]), "--http-port", str(ports["temporal-http"]),
            "--db-filename", str(home.folder("temporal") / "temporal.db"), "--sqlite-pragma", "journal_mode=WAL",
            "--log-level", "warn",
        ]
        for name in SEARCH_ATTRIBUTES:
            command += ["--search-attribute", name + "=Keyword"]
        return command

    def notes(self, ports: Ports) -> str:
        return "UI %s" % self.ui(ports)

    def ui(self, ports: Ports) -> Optional[str]:
        return "http://127.0.0.1:%d" % ports["temporal-ui"]

    def complaint(self, home: Home, ports: Ports) -> Optional[str]:
        try:
            exchange(ports["temporal"], b"", 0)  # the port first: asking through the CLI costs a process each time
        except OSError as e:
            return "nobody listens (%s)" % e
        health = self.ask(ports, "cluster", "health")
        if "SERVING" not in health:
            return "cluster health says %s" % (health.strip().splitlines() or ["nothing"])[-1]
        missing = self.missing_attributes(ports)
        if missing:
            return "search attributes not registered: %s" % ", ".join(missing)
        return ui_complaint(ports["temporal-ui"])

    def missing_attributes(self, ports: Ports) -> List[str]:
        listed = self.ask(ports, "search-attribute", "list", "--output", "json")
        try:
            known = json.dumps(json.loads(listed))
        except ValueError:
            known = ""
        return [name for name in SEARCH_ATTRIBUTES if '"%s"' % name not in known]

    def ask(self, ports: Ports, *what: str) -> str:
        command = [temporal_cli.resolve(), "operator", *what, "--address", self.address(ports), "--command-timeout", "5s"]
        # The user's own profile must not send this question to another server.
        environment = {**temporal_cli.plain_environment(), "TEMPORAL_NAMESPACE": "default"}
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        return done.stdout


def ui_complaint(port: int) -> Optional[str]:
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open("http://127.0.0.1:%d/" % port, timeout=3) as answer:
            return None if answer.status == 200 else "the UI answers %d" % answer.status
    except (urllib.error.URLError, OSError) as e:
        return "the UI does not answer (%s)" % e
