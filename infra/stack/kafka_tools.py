"""Kafka's own command line tools, pointed at the local broker unless told otherwise."""
from __future__ import annotations

import os
from typing import List

import ports
from home import Home, StackError
from java import find_java
from maven import class_path

TOOLS = {
    "topics": "org.apache.kafka.tools.TopicCommand",
    "console-producer": "org.apache.kafka.tools.ConsoleProducer",
    "console-consumer": "org.apache.kafka.tools.consumer.ConsoleConsumer",
    "consumer-groups": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "get-offsets": "org.apache.kafka.tools.GetOffsetShell",
}
JAVA = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]


def prepare() -> None:
    class_path("kafka-tools")


def command(home: Home, arguments: List[str]) -> List[str]:
    """What to run for `kafka TOOL …`."""
    if not arguments or arguments[0] not in TOOLS:
        raise StackError("Unknown tool %s: expected %s" % (" ".join(arguments[:1]) or "(none)", ", ".join(TOOLS)))
    tool, rest = arguments[0], arguments[1:]
    if not any(word.split("=")[0] == "--bootstrap-server" for word in rest):
        rest = ["--bootstrap-server", "127.0.0.1:%d" % broker(home)] + rest
    return [find_java(), *JAVA, "-cp", os.pathsep.join(class_path("kafka-tools")), TOOLS[tool], *rest]


def broker(home: Home) -> int:
    known = ports.known(home)
    if "kafka" not in known:
        raise StackError("no local stack in %s: run make up, or give --bootstrap-server" % home.path)
    return known["kafka"]
