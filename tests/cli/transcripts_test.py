"""Replays every ```console block of README.md and docs/*.md: each `$ ` line is run and its output compared.

A line `...` stands for any lines. Numbers with decimals may differ a little (networks compute differently on another
processor): 0.1 where a per cent sign follows, else one part in a thousand. `transcripts_test.py --write` puts what is
printed into the documents; outputs that match stay as they are. The blocks of one document share a folder. `matroute` and `./matroute` are the built
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


NUMBER = re.compile(r"\d+\.\d+(?:e-?\d+)?")


def line_pattern(line):
    parts = NUMBER.split(line.rstrip())
    return f"({NUMBER.pattern})".join(re.escape(part) for part in parts) + "[ ]*\n"


def close(expected, printed, per_cent):
    tolerance = 0.1 if per_cent else 1e-3 * max(abs(expected), 1e-6)
    return abs(expected - printed) <= tolerance + 1e-12


def matches(expected, printed):
    """Whether the lines agree, `...` standing for any lines, and numbers but for what a processor changes."""
    pattern = "".join("(?:.*\n)*?" if line.strip() == "..." else line_pattern(line) for line in expected)
    found = re.fullmatch(pattern, "".join(line + "\n" for line in printed))
    if not found:
        return False
    text = "\n".join(line for line in expected if line.strip() != "...")
    numbers = list(NUMBER.finditer(text))
    return all(close(float(number[0]), float(value), text[number.end():].lstrip().startswith("%"))
               for number, value in zip(numbers, found.groups()))


def run(command, folder, tools):
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "NO_COLOR": "1"}
    environment.pop("MATROUTE_MODEL", None)
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=300, check=False)
    return [line.rstrip() for line in done.stdout.decode().splitlines()]


def prepare(holder):
    """The folder to run a document's commands in, and that of the program."""
    folder = pathlib.Path(holder) / "work"
    tools = pathlib.Path(holder) / "bin"
    tools.mkdir()
    (tools / "matroute").symlink_to(PROGRAM)
    # What documents name by its place in the source tree is there, but as a copy that may be written to.
    folder.mkdir()
    (folder / "matroute").symlink_to(PROGRAM)
    if (ROOT / "docs" / "examples").is_dir():
        shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    return folder, tools


def write(document):
    with tempfile.TemporaryDirectory() as holder:
        folder, tools = prepare(holder)

        def renewed(block):
            if block["mark"]:
                return block[0]
            text = block["text"]
            for command, expected in commands(block["text"]):
                printed = run(command, folder, tools)
                if not matches(expected, printed):
                    old = "".join(line + "\n" for line in expected)
                    after = text.index(old, text.index("$ " + command[:20])) if old else None
                    new = "".join(line + "\n" for line in printed)
                    text = text[:after] + new + text[after + len(old):] if old else text
                    print(f"{document.name}: $ {command}", file=sys.stderr)
            return "```console\n" + text + "```"

        document.write_text(BLOCK.sub(renewed, document.read_text(encoding="utf-8")), encoding="utf-8")


class Transcripts(unittest.TestCase):
    def replay(self, document, folder, tools):
        replayed = 0
        for block in BLOCK.finditer(document.read_text(encoding="utf-8")):
            if block["mark"]:
                continue
            for command, expected in commands(block["text"]):
                printed = run(command, folder, tools)
                if not matches(expected, printed):
                    difference = "\n".join(difflib.unified_diff(expected, printed, "documented", "printed", lineterm=""))
                    self.fail(f"{document.name}: $ {command}\n{difference}")
                replayed += 1
        return replayed

    def test_documents(self):
        replayed = 0
        for document in documents():
            with self.subTest(document=document.name), tempfile.TemporaryDirectory() as holder:
                folder, tools = prepare(holder)
                replayed += self.replay(document, folder, tools)
        self.assertGreater(replayed, 0)
        print(f"{replayed} commands of {len(documents())} documents replayed", file=sys.stderr)

    def test_the_comparison_itself(self):
        self.assertTrue(matches(["a", "...", "c"], ["a", "b", "b", "c"]))
        self.assertTrue(matches(["..."], []))
        self.assertFalse(matches(["a"], ["a", "b"]))
        self.assertFalse(matches(["a", "...", "d"], ["a", "b"]))
        self.assertTrue(matches(["1 45.7 % BaTiO3", "0.1234567"], ["1 45.8 % BaTiO3", "0.1234999"]))
        self.assertFalse(matches(["1 45.7 % BaTiO3"], ["1 46.2 % BaTiO3"]))
        self.assertFalse(matches(["0.1234567"], ["0.1244567"]))
        self.assertEqual(list(commands("$ x \\\n  y\n1\n$ z\n")), [("x y", ["1"]), ("z", [])])


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for path in documents():
            write(path)
    else:
        unittest.main()
