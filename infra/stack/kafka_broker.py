"""Kafka: one KRaft broker in a JVM of its own (its Scala is not Spark's)."""
from __future__ import annotations

import os
import shutil
import struct
import subprocess
import uuid
from base64 import urlsafe_b64encode
from pathlib import Path
from typing import List, Optional

from home import Home, StackError, write
from java import find_java
from maven import class_path
from service import Ports, Service, exchange

PROPERTIES = """\
# Written by the local stack at every start; changes are overwritten.
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
listeners=PLAINTEXT://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{broker}
controller.listener.names=CONTROLLER
log.dirs={data}
auto.create.topics.enable=false
# Real data is old (2010 in the demo): deletion by age would take it at once.
log.retention.ms=-1
# One broker: what is replicated elsewhere has one copy here.
offsets.topic.replication.factor=1
offsets.topic.num.partitions=8
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=8
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
# A broker that was killed may come back only when its old session is over: 9 s by default.
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
# Fits the small heap; the default alone takes 128 MB.
log.cleaner.dedupe.buffer.size=16777216
"""

LOGGING = [
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
]

API_VERSIONS = 18
METADATA = 3


class KafkaBroker(Service):
    name = "kafka"
    title = "Kafka"
    port_names = ("kafka", "kafka-controller")

    def prepare(self) -> None:
        find_java()
        class_path("kafka")

    def command(self, home: Home, ports: Ports) -> List[str]:
        folder = home.folder("kafka")
        data = folder / "data"
        properties = folder / "server.properties"
        write(properties, PROPERTIES.format(broker=ports["kafka"], controller=ports["kafka-controller"], data=data))
        if not (folder / "formatted").exists():
            format_storage(home, data, properties)
            write(folder / "formatted", "The data folder was formatted completely.\n")
        return java_command("-Xms64m", "-Xmx320m") + ["kafka.Kafka", str(properties)]

    def complaint(self, home: Home, ports: Ports) -> Optional[str]:
        try:
            error = struct.unpack(">h", ask(ports["kafka"], API_VERSIONS, 0, b"")[:2])[0]
            if error != 0:
                return "answers ApiVersions with error %d" % error
            brokers = struct.unpack(">i", ask(ports["kafka"], METADATA, 0, struct.pack(">i", 0))[:4])[0]
        except (OSError, struct.error) as e:
            return "no answer to ApiVersions and Metadata (%s)" % e
        return None if brokers == 1 else "names %d brokers, expected 1" % brokers


def java_command(*options: str) -> List[str]:
    return [find_java(), "-XX:+UseSerialGC", *options, *LOGGING, "-cp", os.pathsep.join(class_path("kafka"))]


def format_storage(home: Home, data: Path, properties: Path) -> None:
    """Makes the data folder usable; a format that was cut short left no marker and is done anew."""
    shutil.rmtree(data, ignore_errors=True)
    cluster = urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
    command = java_command("-XX:TieredStopAtLevel=1", "-Xmx128m")
    # The equals sign keeps an id that begins with a dash from being read as an option.
    command += ["kafka.tools.StorageTool", "format", "--cluster-id=" + cluster, "--config", str(properties)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise StackError("Kafka cannot format %s:\n  %s" % (data, "\n  ".join(done.stdout.splitlines()[-6:])))


def ask(port: int, api: int, version: int, body: bytes) -> bytes:
    """One request of the Kafka protocol with header version 1; the answer without its correlation id."""
    client = b"sluice-stack"
    header = struct.pack(">hhih", api, version, 1, len(client)) + client
    request = struct.pack(">i", len(header) + len(body)) + header + body
    answer = exchange(port, request, 14)
    return answer[8:]
