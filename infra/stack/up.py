"""Starts services and waits until each answers."""
from __future__ import annotations

import time
from subprocess import Popen
from typing import Dict, List, Optional, Set

import ports
import process
from home import Home, StackError, say
from service import Ports, Service, last_lines
from settings import write_settings

ATTEMPTS = 3
PORT_TAKEN = ("address already in use", "bind: address", "failed to bind", "could not create server tcp")


class Up:
    """One `up`: what already runs stays, the rest is started together and then waited for."""

    def __init__(self, home: Home, every: List[Service], wanted: List[Service], unusual: bool) -> None:
        self.home = home
        self.every = every
        self.wanted = wanted
        self.unusual = unusual
        self.avoid: Set[int] = set()

    def execute(self) -> Ports:
        for service in self.wanted:
            service.prepare()
        for attempt in range(1, ATTEMPTS + 1):
            chosen = self.choose_ports()
            write_settings(self.home, chosen)
            try:
                self.start_and_wait(chosen)
                return chosen
            except PortTaken as e:
                if attempt == ATTEMPTS:
                    raise StackError("%s: its port was taken by another process %d times in a row, try again" % (e, ATTEMPTS)) from e
                say("%s: another process took its port meanwhile, choosing another" % e)
                self.avoid.update(chosen[name] for name in e.service.port_names)
        raise AssertionError("unreachable")

    def choose_ports(self) -> Ports:
        running = [s for s in self.every if process.running(self.home, s.name) is not None]
        return ports.choose(self.home, [n for s in running for n in s.port_names], self.unusual, self.avoid)

    def start_and_wait(self, chosen: Ports) -> None:
        began = time.monotonic()
        children: Dict[str, Optional[Popen]] = {}
        for service in self.wanted:
            if process.running(self.home, service.name) is None:
                command = service.command(self.home, chosen)
                children[service.name] = process.start(
                    self.home, service.name, command, service.environment(self.home, chosen))
        for service in self.wanted:
            child = children.get(service.name)
            self.wait(service, chosen, child, began)
            what = "already runs" if child is None else "ready after %.1f s" % (time.monotonic() - began)
            say("  %-9s %-22s %s  %s" % (service.title, service.address(chosen), what, service.notes(chosen)))

    def wait(self, service: Service, chosen: Ports, child: Optional[Popen], began: float) -> None:
        until = began + service.patience
        while True:
            dead = child is not None and child.poll() is not None
            dead = dead or (child is None and process.running(self.home, service.name) is None)
            complaint = "it ended" if dead else service.complaint(self.home, chosen)
            if complaint is None:
                return
            if dead or time.monotonic() > until:
                raise self.failure(service, complaint, dead, began)
            time.sleep(0.1)

    def failure(self, service: Service, complaint: str, dead: bool, began: float) -> Exception:
        log = self.home.log(service.name)
        lines = last_lines(log)
        if dead and any(mark in line.lower() for line in lines for mark in PORT_TAKEN):
            return PortTaken(service)
        after = "ended before it was ready" if dead else (
            "is not ready after %d s: %s" % (time.monotonic() - began, complaint))
        text = "%s %s.\nThe last lines of %s:\n  %s\n" % (service.title, after, log, "\n  ".join(lines) or "(empty)")
        return StackError(text + "Mend what it says and run this again; `make down` stops the rest, `make clean` starts from nothing.")


class PortTaken(Exception):
    def __init__(self, service: Service) -> None:
        super().__init__(service.title)
        self.service = service
