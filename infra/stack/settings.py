"""The files through which everything else finds the stack: sluice.yaml, temporal.toml, env.sh."""
from __future__ import annotations

import json
import shlex

import temporal_cli
from home import CHECKOUT, Home, write
from service import Ports

SLUICE = """\
# Written by the local stack at every start; changes are overwritten. Settings of your own: SLUICE_* variables
# (SLUICE_SPARK_MASTER), or a file of your own named by SLUICE_CONFIG.
lake.catalog-uri: {catalog}
lake.warehouse: {warehouse}
redis.address: {redis}
kafka.bootstrap-servers: {kafka}
stream.state-folder: {streams}
spark.master: "local[2]"
"""

TEMPORAL = """\
# Written by the local stack at every start; changes are overwritten.
[profile.default]
address = {address}
namespace = "default"
"""

SHELL = """\
# Written by the local stack at every start. In a shell: . {here}
export SLUICE_HOME={home}
export SLUICE_CONFIG={config}
export TEMPORAL_CONFIG_FILE={toml}
export TEMPORAL_ADDRESS={address}
export PATH={tools}:{binary}:"$PATH"
"""


def write_settings(home: Home, ports: Ports) -> None:
    lake = home.folder("lake")
    home.folder("lake", "warehouse")
    address = "127.0.0.1:%d" % ports["temporal"]
    binary = temporal_cli.resolve()
    # JSON strings are YAML and TOML strings too.
    write(home.path / "sluice.yaml", SLUICE.format(
        catalog=json.dumps("jdbc:sqlite:%s" % (lake / "catalog.db")),
        warehouse=json.dumps(str(lake / "warehouse")),
        redis=json.dumps("redis://127.0.0.1:%d" % ports["redis"]),
        kafka=json.dumps("127.0.0.1:%d" % ports["kafka"]),
        streams=json.dumps(str(home.path / "streams"))))
    write(home.path / "temporal.toml", TEMPORAL.format(address=json.dumps(address)))
    write(home.path / "temporal-cli", binary + "\n")
    write(home.path / "env.sh", SHELL.format(
        here=shlex.quote(str(home.path / "env.sh")),
        home=shlex.quote(str(home.path)),
        config=shlex.quote(str(home.path / "sluice.yaml")),
        toml=shlex.quote(str(home.path / "temporal.toml")),
        address=address,
        tools=shlex.quote(str(CHECKOUT / "infra" / "bin")),
        binary=shlex.quote(binary.rsplit("/", 1)[0])))
