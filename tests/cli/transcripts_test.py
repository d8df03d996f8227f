"""Replays every ```console block of README.md and docs/*.md: each `$ ` line is run and its output compared.

A line `...` stands for any lines. The blocks of one document share a folder. `matroute` and `./matroute` are the built
program; a block that follows a line with <!-- not replayed: REASON --> is left out.
"""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from matroute_cli import PROGRAM, HERE

ROOT = HERE.parent.parent
BLOCK = re.compile(r"(?P<mark><!-- not replayed: [^>]+-->\n+)?```console\n(?P<text>.*?)^```$", re.M | re.S)


def documents():
    return [path for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))] if path.exists()]


def commands(block):
    """Yields each command of a block with the lines that it prints."""
    command, expected = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        elif command is not None and command.endswith("\\"):
            command = command[:-1] + line.strip()
        else:
            expected.append(line)
    if command is not None:
        yield command, expected


def matches(expected, printed):
    """Whether the lines agree, `...` standing for any lines."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == "..." else re.escape(line.rstrip()) + "[ ]*\n" for line in expected)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


class Transcripts(unittest.TestCase):
    def replay(self, document, folder, tools):
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "NO_COLOR": "1"}
        environment.pop("MATROUTE_MODEL", None)
        replayed = 0
        for block in BLOCK.finditer(document.read_text(encoding="utf-8")):
            if block["mark"]:
                continue
            for command, expected in commands(block["text"]):
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, timeout=300, check=False)
                printed = [line.rstrip() for line in done.stdout.decode().splitlines()]
                if not matches(expected, printed):
                    difference = "\n".join(difflib.unified_diff(expected, printed, "documented", "printed", lineterm=""))
                    self.fail(f"{document.name}: $ {command}\n{difference}")
                replayed += 1
        return replayed

    def test_documents(self):
        replayed = 0
        for document in documents():
            with self.subTest(document=document.name), tempfile.TemporaryDirectory() as holder:
                folder = pathlib.Path(holder) / "work"
                tools = pathlib.Path(holder) / "bin"
                tools.mkdir()
                (tools / "matroute").symlink_to(PROGRAM)
                # What documents name by its place in the source tree is there, but as a copy that may be written to.
                folder.mkdir()
                (folder / "matroute").symlink_to(PROGRAM)
                if (ROOT / "docs" / "examples").is_dir():
                    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
                replayed += self.replay(document, folder, tools)
        self.assertGreater(replayed, 0)
        print(f"{replayed} commands of {len(documents())} documents replayed", file=sys.stderr)

    def test_the_comparison_itself(self):
        self.assertTrue(matches(["a", "...", "c"], ["a", "b", "b", "c"]))
        self.assertTrue(matches(["..."], []))
        self.assertFalse(matches(["a"], ["a", "b"]))
        self.assertFalse(matches(["a", "...", "d"], ["a", "b"]))
        self.assertEqual(list(commands("$ x \\\n  y\n1\n$ z\n")), [("x y", ["1"]), ("z", [])])


if __name__ == "__main__":
    unittest.main()
