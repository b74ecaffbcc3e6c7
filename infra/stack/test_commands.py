"""The sluice and temporal commands of a checkout: what they find, and what they say when they do not."""
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

INFRA = Path(__file__).resolve().parents[1]
JAVA = "#!/bin/sh\nfor one; do echo \"$one\"; done\necho config=$SLUICE_CONFIG temporal=$TEMPORAL_CONFIG_FILE\n"


class CommandsTest(unittest.TestCase):
    def setUp(self):
        self.checkout = Path(tempfile.mkdtemp(prefix="sluice checkout "))
        shutil.copytree(str(INFRA / "bin"), str(self.checkout / "infra" / "bin"))
        shutil.copy(str(INFRA.parent / "pom.xml"), str(self.checkout))
        self.jdk = self.checkout / "jdk"
        self.executable(self.jdk / "bin" / "java", JAVA)
        (self.jdk / "release").write_text('JAVA_VERSION="17.0.1"\n')
        self.environment = {"PATH": os.environ["PATH"], "JAVA_HOME": str(self.jdk), "HOME": str(self.checkout)}

    def tearDown(self):
        shutil.rmtree(str(self.checkout))

    def executable(self, path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def built(self):
        target = self.checkout / "workers" / "target"
        target.mkdir(parents=True)
        (target / "workers-1.jar").write_text("jar")
        module = self.checkout / "quality.jar"
        module.write_text("jar")
        (target / "classpath.txt").write_text("%s:%s" % (module, os.devnull))
        return target

    def up(self):
        (self.checkout / ".local").mkdir()
        (self.checkout / ".local" / "sluice.yaml").write_text("")
        (self.checkout / ".local" / "env.sh").write_text("export A=b\n")
        (self.checkout / ".local" / "temporal.toml").write_text('[profile.default]\naddress = "127.0.0.1:1234"\n')

    def run_command(self, name, *words, **more):
        return subprocess.run([str(self.checkout / "infra" / "bin" / name), *words], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, env={**self.environment, **more})

    def test_says_that_it_is_not_built(self):
        done = self.run_command("sluice", "doctor")
        self.assertEqual(1, done.returncode)
        self.assertIn("not built yet: run make build in %s" % self.checkout, done.stderr)

    def test_says_which_jar_is_gone(self):
        self.built()
        (self.checkout / "quality.jar").unlink()
        self.assertIn("quality.jar is gone since the build: run make build", self.run_command("sluice", "doctor").stderr)

    def test_refuses_an_old_java(self):
        self.built()
        (self.jdk / "release").write_text('JAVA_VERSION="11.0.2"\n')
        self.assertIn("is Java 11: install a JDK 17 or newer", self.run_command("sluice", "doctor").stderr)

    def test_every_command_opens_the_packages_that_doctor_looks_for(self):
        self.built()
        for name in ("doctor", "worker"):
            self.assertIn("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", self.run_command("sluice", name).stdout)

    def test_worker_runs_from_copies_with_the_heap_it_is_given(self):
        self.built()
        said = self.run_command("sluice", "worker", "--role", "batch", SLUICE_HEAP="3g").stdout
        self.assertIn("-Xmx3g", said)
        self.assertIn("/.local/jars/", said)
        self.assertNotIn("%s:" % (self.checkout / "quality.jar"), said)
        self.assertTrue(said.splitlines()[-4:-1] == ["worker", "--role", "batch"], said)

    def test_copies_of_a_worker_that_is_gone_are_removed(self):
        self.built()
        self.run_command("sluice", "worker")
        self.run_command("sluice", "worker")
        self.assertEqual(1, len(list((self.checkout / ".local" / "jars").iterdir())))

    def test_keeps_the_exit_code_with_and_without_an_archive(self):
        self.built()
        self.executable(self.jdk / "bin" / "java", "#!/bin/sh\nexit 3\n")
        self.assertEqual([3, 3], [self.run_command("sluice", name).returncode for name in ("get", "other")])

    def test_points_to_the_local_stack_unless_told_otherwise(self):
        self.built()
        self.up()
        local = self.checkout / ".local"
        self.assertIn("config=%s/sluice.yaml temporal=%s/temporal.toml" % (local, local), self.run_command("sluice", "x").stdout)
        said = self.run_command("sluice", "x", SLUICE_CONFIG="mine", TEMPORAL_ADDRESS="there:1").stdout
        self.assertIn("config=mine temporal=\n", said)

    def test_prints_the_exports_of_the_local_stack(self):
        self.assertIn("run make up", self.run_command("sluice", "env").stderr)
        self.up()
        self.assertEqual("export A=b\n", self.run_command("sluice", "env").stdout)

    def test_temporal_runs_the_resolved_binary_at_the_local_address(self):
        self.up()
        binary = self.checkout / "real"
        self.executable(binary, "#!/bin/sh\necho \"$@ at $TEMPORAL_ADDRESS\"\n")
        (self.checkout / ".local" / "temporal-cli").write_text(str(binary) + "\n")
        link = self.checkout / "link"
        link.symlink_to(self.checkout / "infra" / "bin" / "temporal")
        self.assertEqual("a b at 127.0.0.1:1234\n", self.run_command("temporal", "a", "b").stdout)
        self.assertEqual("a at there:1\n", self.run_command("temporal", "a", TEMPORAL_ADDRESS="there:1").stdout)
        self.assertEqual("--profile p at \n", self.run_command("temporal", "--profile", "p").stdout)
        linked = subprocess.run([str(link), "a"], stdout=subprocess.PIPE, text=True, env=self.environment)
        self.assertEqual("a at 127.0.0.1:1234\n", linked.stdout)


if __name__ == "__main__":
    unittest.main()
