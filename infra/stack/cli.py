"""The command line of the local stack."""
from __future__ import annotations

import argparse
import os
import shutil
import sys
from typing import List

import kafka_tools
import process
import status
import temporal_cli
from home import Home, StackError, say
from kafka_broker import KafkaBroker
from redis_server import RedisServer
from service import Service
from temporal_server import TemporalServer
from up import Up
from worker import WORKERS

# In the order in which they start; they stop in the opposite order.
SERVICES: List[Service] = [TemporalServer(), RedisServer(), KafkaBroker(), *WORKERS]
NAMES = [s.name for s in SERVICES]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="stack", description="The local stack: Temporal, Kafka and Redis as plain processes.")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, text: str, services: bool) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--home", metavar="DIR", help="state folder (default: SLUICE_HOME, else .local of the checkout)")
        if services:
            sub.add_argument("services", nargs="*", metavar="SERVICE", help="%s (default: all but the workers)" % ", ".join(NAMES))
        return sub

    up = command("up", "Start what does not run yet and wait until it answers.", True)
    up.add_argument("--free-ports", action="store_true", help="take free ports even where the usual ones are free")
    command("down", "Stop in order; the data stays.", True)
    command("kill", "End with SIGKILL, as a crash would (for tests).", True)
    state = command("status", "Show address, process and health; exit 1 when something is down.", True)
    state.add_argument("--json", action="store_true", help="machine-readable")
    command("clean", "Stop everything and delete the state folder (never the user's cache).", False)
    command("prepare", "Build and fetch what the stack runs from, start nothing.", False)
    command("temporal", "Print the path of the Temporal CLI, building it if need be.", False)
    kafka = command("kafka", "Run one of Kafka's own tools against the local broker: %s." % ", ".join(kafka_tools.TOOLS), False)
    kafka.add_argument("arguments", nargs=argparse.REMAINDER, metavar="TOOL …", help="the tool and what it takes")
    return top


def chosen(names: List[str], home: Home) -> List[Service]:
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise StackError("Unknown service %s: expected %s" % (", ".join(unknown), ", ".join(NAMES)))
    return [s for s in SERVICES if s.name in names or not names and (not s.by_name_only or home.record(s.name).exists())]


def main(arguments: List[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        home = Home(options.home)
        return COMMANDS[options.command](home, options)
    except StackError as e:
        say("stack %s: %s" % (options.command, e))
        return 1
    except KeyboardInterrupt:
        say("stack %s: interrupted; `stack status` shows what runs, `stack down` stops it" % options.command)
        return 130


def up(home: Home, options: argparse.Namespace) -> int:
    wanted = chosen(options.services or [s.name for s in SERVICES if not s.by_name_only], home)
    with home.locked():
        Up(home, SERVICES, wanted, options.free_ports).execute()
    if not options.services:
        say("The stack is up. Settings and logs: %s   In a shell: . %s" % (home.path, home.path / "env.sh"))
    return 0


def down(home: Home, options: argparse.Namespace) -> int:
    wanted = chosen(options.services, home)
    if not home.path.exists():
        say("Nothing to stop: %s does not exist" % home.path)
        return 0
    with home.locked():
        stop(home, wanted)
    return 0


def stop(home: Home, services: List[Service]) -> None:
    for service in reversed(services):
        say("  %-9s %s" % (service.title, "stopped" if process.stop(home, service.name) else "did not run"))


def kill(home: Home, options: argparse.Namespace) -> int:
    for service in chosen(options.services, home):
        say("  %-9s %s" % (service.title, "killed" if process.kill(home, service.name) else "did not run"))
    return 0


def show(home: Home, options: argparse.Namespace) -> int:
    rows = status.collect(home, chosen(options.services, home))
    print(status.as_json(home, rows) if options.json else status.table(rows))
    sys.stdout.flush()
    bad = [row["what"] for row in rows if row["state"] != "up"]
    if bad and not options.json:
        say("%s: not up. `make up` starts what is down, logs are in %s" % (", ".join(bad), home.path / "logs"))
    return 1 if bad else 0


def clean(home: Home, options: argparse.Namespace) -> int:
    if not home.path.exists():
        say("Nothing to clean: %s does not exist" % home.path)
        return 0
    if any(home.path.iterdir()) and not home.ports_file.exists() and not (home.path / "run").exists():
        raise StackError("%s does not look like a state folder of the stack (no ports.json): delete it yourself" % home.path)
    with home.locked():
        stop(home, SERVICES)
        shutil.rmtree(home.path)
    say("Deleted %s" % home.path)
    return 0


def prepare(home: Home, options: argparse.Namespace) -> int:
    for service in SERVICES:
        service.prepare()
    kafka_tools.prepare()
    say("Prepared: Temporal CLI %s, the jars of Kafka, Redis" % temporal_cli.resolve())
    return 0


def temporal(home: Home, options: argparse.Namespace) -> int:
    print(temporal_cli.resolve())
    return 0


def kafka(home: Home, options: argparse.Namespace) -> int:
    command = kafka_tools.command(home, options.arguments)
    os.execv(command[0], command)


COMMANDS = {
    "up": up, "down": down, "kill": kill, "status": show, "clean": clean, "prepare": prepare, "temporal": temporal, "kafka": kafka,
}
