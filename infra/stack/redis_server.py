"""Redis: redis-server on PATH, else the binary inside a Maven jar."""
from __future__ import annotations

import os
import platform
import shutil
import zipfile
from typing import List, Optional

from home import Home, StackError, cache_folder, say
from maven import class_path
from service import Ports, Service, exchange

# (system, machine) to the member of embedded-redis 1.4.4.
BINARIES = {
    ("Linux", "x86_64"): "redis-server-6.2.6-v5-linux-amd64",
    ("Linux", "aarch64"): "redis-server-6.2.7-linux-arm64",
    ("Linux", "i686"): "redis-server-6.2.7-linux-386",
    ("Darwin", "x86_64"): "redis-server-6.2.6-v5-darwin-amd64",
    ("Darwin", "arm64"): "redis-server-6.2.6-v5-darwin-arm64",
}


class RedisServer(Service):
    name = "redis"
    title = "Redis"
    port_names = ("redis",)

    def prepare(self) -> None:
        redis_binary()

    def command(self, home: Home, ports: Ports) -> List[str]:
        return [
            redis_binary(), "--port", str(ports["redis"]), "--bind", "127.0.0.1", "--dir", str(home.folder("redis")),
            "--daemonize", "no", "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
            # A reader resolves features from what is there: when memory is short, refuse writes, never evict.
            "--maxmemory-policy", "noeviction",
        ]

    def complaint(self, home: Home, ports: Ports) -> Optional[str]:
        try:
            answer = exchange(ports["redis"], b"PING\r\n", 5)
        except OSError as e:
            return "no answer to PING (%s)" % e
        return None if answer.startswith(b"+PONG") else "answers PING with %r" % answer[:60].decode("latin-1")


def redis_binary() -> str:
    """The server to run, extracted once into the cache when PATH has none."""
    on_path = shutil.which("redis-server")
    if on_path:
        return on_path
    member = BINARIES.get((platform.system(), platform.machine()))
    if member is None:
        raise StackError("No Redis binary for %s %s in embedded-redis: install redis-server"
                         % (platform.system(), platform.machine()))
    target = cache_folder() / "redis" / member
    if not os.access(str(target), os.X_OK):
        jar = next(j for j in class_path("redis") if "embedded-redis" in os.path.basename(j))
        say("Redis: no redis-server on PATH, taking %s from %s" % (member, os.path.basename(jar)))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name("%s.%d.tmp" % (member, os.getpid()))
        with zipfile.ZipFile(jar) as archive, archive.open(member) as source, open(temporary, "wb") as out:
            shutil.copyfileobj(source, out)
        temporary.chmod(0o755)
        os.replace(temporary, target)
    return str(target)
