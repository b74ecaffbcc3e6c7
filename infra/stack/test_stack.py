"""The stack as a person uses it: real processes on free ports, in a folder of their own."""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import ports  # noqa: E402
import process  # noqa: E402
from home import Home  # noqa: E402

STACK = Path(__file__).resolve().parent / "stack"


class StackTest(unittest.TestCase):
    def setUp(self):
        # A space in the path is what a person has and a script forgets.
        self.folder = tempfile.mkdtemp(prefix="sluice stack ")
        self.home = Path(self.folder) / "home"
        self.environment = {k: v for k, v in os.environ.items() if k not in ("SLUICE_HOME",) and not k.startswith("TEMPORAL_")}

    def tearDown(self):
        self.stack("down")
        shutil.rmtree(self.folder)

    def stack(self, *words, expect=None):
        done = subprocess.run([str(STACK), *words, "--home", str(self.home)], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env=self.environment)
        if expect is not None:
            self.assertEqual(expect, done.returncode, done.stdout + done.stderr)
        return done

    def services(self, expect):
        status = json.loads(self.stack("status", "--json", expect=expect).stdout)
        return {service["service"]: service for service in status["services"]}

    def pids(self):
        return {name: service["pid"] for name, service in self.services(0).items()}

    def processes_of_this_home(self):
        """Found by folder or, for Redis, which renames its process to the address, by port."""
        listed = subprocess.run(["ps", "-eo", "stat=,args="], stdout=subprocess.PIPE, text=True).stdout
        marks = [self.folder, "127.0.0.1:%d" % ports.known(Home(str(self.home)))["redis"]]
        return [line for line in listed.splitlines() if line[0] != "Z" and any(mark in line for mark in marks)]

    def test_lives_through_its_whole_life(self):
        self.assertEqual({"down"}, {s["state"] for s in self.services(1).values()})

        self.stack("up", "--free-ports", expect=0)
        self.assertEqual(3, len(self.processes_of_this_home()))
        first = self.pids()
        chosen = json.loads((self.home / "ports.json").read_text())
        self.assertFalse(set(chosen.values()) & set(ports.USUAL.values()), chosen)

        self.stack("up", expect=0)
        self.assertEqual(first, self.pids(), "starting twice starts nothing")

        (self.home / "redis" / "appendonly.aof").stat()
        self.stack("kill", expect=0)
        killed = self.services(1)
        self.assertEqual({"down"}, {s["state"] for s in killed.values()})
        self.assertIn("ended without being stopped", killed["redis"]["note"])

        self.stack("up", expect=0)
        self.assertFalse(set(first.values()) & set(self.pids().values()))
        self.assertEqual(chosen, json.loads((self.home / "ports.json").read_text()), "the addresses stay")

        self.stack("down", expect=0)
        self.assertEqual([], self.processes_of_this_home())
        self.stack("down", expect=0)
        self.stack("clean", expect=0)
        self.assertFalse(self.home.exists())

    def test_single_service_comes_and_goes_while_the_rest_stays_as_it_is(self):
        self.stack("up", "redis", "--free-ports", expect=0)
        self.assertEqual(
            {"temporal": "down", "redis": "up", "kafka": "down"}, {n: s["state"] for n, s in self.services(1).items()})
        for name in ("sluice.yaml", "temporal.toml", "env.sh"):
            self.assertTrue((self.home / name).exists(), name)
        self.stack("down", "redis", expect=0)
        self.assertEqual("down", self.services(1)["redis"]["state"])

    def test_two_at_once_start_one(self):
        words = [str(STACK), "up", "redis", "--free-ports", "--home", str(self.home)]
        both = [subprocess.Popen(words, stderr=subprocess.DEVNULL, env=self.environment) for _ in range(2)]
        self.assertEqual([0, 0], [one.wait() for one in both])
        self.assertEqual(1, len(self.processes_of_this_home()))

    def test_start_that_fails_shows_the_log_and_what_to_do(self):
        self.stack("up", "redis", "--free-ports", expect=0)
        self.stack("down", "redis", expect=0)
        (self.home / "redis" / "appendonly.aof").write_bytes(b"this is no append-only file\n" * 10)
        failed = self.stack("up", "redis", expect=1).stderr
        self.assertIn("Redis ended before it was ready", failed)
        self.assertIn("Bad file format", failed)
        self.assertIn("make clean", failed)

    def test_takes_another_port_when_its_own_was_taken(self):
        self.stack("up", "redis", "--free-ports", expect=0)
        self.stack("down", "redis", expect=0)
        before = ports.known(Home(str(self.home)))["redis"]
        with socket.socket() as foreign:
            foreign.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            foreign.bind(("127.0.0.1", before))
            foreign.listen()
            self.stack("up", "redis", expect=0)
            after = ports.known(Home(str(self.home)))["redis"]
        self.assertNotEqual(before, after)
        self.assertIn("127.0.0.1:%d" % after, (self.home / "sluice.yaml").read_text())

    def test_never_ends_a_process_that_only_has_the_same_pid(self):
        stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
        try:
            home = Home(str(self.home))
            home.folder("run")
            home.record("redis").write_text(json.dumps({"pid": stranger.pid, "started": "1@another-boot"}))
            self.assertIsNone(process.running(home, "redis"))
            self.stack("kill", expect=0)
            self.stack("down", expect=0)
            self.assertIsNone(stranger.poll())
        finally:
            stranger.send_signal(signal.SIGKILL)
            stranger.wait()

    def test_refuses_to_delete_a_folder_that_is_not_its_own(self):
        self.home.mkdir()
        (self.home / "thesis.txt").write_text("years of work")
        self.assertIn("does not look like a state folder", self.stack("clean", expect=1).stderr)
        self.assertTrue((self.home / "thesis.txt").exists())

    def test_unknown_service_names_the_known_ones(self):
        self.assertIn("Unknown service reddis: expected temporal, redis, kafka", self.stack("up", "reddis", expect=1).stderr)


if __name__ == "__main__":
    unittest.main()
