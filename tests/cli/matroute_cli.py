"""Runs the program in a fresh folder and looks at what it prints; used by the tests of this folder."""
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM = os.path.abspath(os.environ["MATROUTE_PROGRAM"])
MODEL = os.path.abspath(os.environ["MATROUTE_TEST_MODEL"])
HERE = pathlib.Path(__file__).resolve().parent


class CliTest(unittest.TestCase):
    """A test case with a folder of its own as self.folder."""

    maxDiff = None

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="matroute-test-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def environment(self, **more):
        return {**os.environ, "MATROUTE_MODEL": MODEL, "NO_COLOR": "1", **more}

    def run_program(self, *words, stdin=b"", **options):
        """Returns the finished process; its texts are bytes."""
        options.setdefault("stdout", subprocess.PIPE)
        return subprocess.run([PROGRAM, *map(str, words)], input=stdin, stderr=subprocess.PIPE, cwd=self.folder,
                              env=self.environment(), timeout=120, check=False, **options)

    def start_program(self, *words, **options):
        return subprocess.Popen([PROGRAM, *map(str, words)], stderr=subprocess.PIPE, cwd=self.folder,
                                env=self.environment(), **options)

    def expect(self, code, message, *words, **options):
        """Runs the program, which must end with this code and say this on stderr (nothing where message is empty)."""
        done = self.run_program(*words, **options)
        said = done.stderr.decode("utf-8", "replace")
        self.assertEqual(done.returncode, code, f"{words}: {said}")
        if message:
            self.assertIn(message, said)
            self.assertLess(len(said), 2000, "a message is a few lines")
        else:
            self.assertEqual(said, "")
        return done.stdout.decode("utf-8", "replace") if done.stdout is not None else ""

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def files(self):
        return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*"))
