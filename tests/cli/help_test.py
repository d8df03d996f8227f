"""The --help text of every command is the one checked in under help/; `help_test.py --write` writes them anew."""
import re
import subprocess
import sys
import unittest

from matroute_cli import CliTest, HERE, PROGRAM

HELP = HERE / "help"


def help_of(words):
    return subprocess.run([PROGRAM, *words, "--help"], capture_output=True, check=True).stdout.decode()


def commands():
    """Every command as a list of words, groups and the program itself included."""
    found = [[]]
    for words in found:
        listed = re.search(r"^Commands:\n((?:  .*\n)+)", help_of(words), re.M)
        if listed:
            found += [[*words, name] for name in re.findall(r"^  (\S+)", listed.group(1), re.M)]
    return found


def file_of(words):
    return HELP / ("-".join(["matroute", *words]) + ".txt")


class Help(CliTest):
    def test_texts(self):
        self.assertEqual(sorted(HELP.iterdir()), sorted(file_of(words) for words in commands()))
        for words in commands():
            with self.subTest(command=" ".join(words)):
                text = help_of(words)
                self.assertEqual(text, file_of(words).read_text(encoding="utf-8"))
                self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_examples_everywhere(self):
        for words in commands():
            text = help_of(words)
            if "Commands:\n" not in text:
                self.assertIn("\nExamples:\n  matroute ", text, " ".join(words))

    def test_short_flag_and_no_arguments(self):
        self.assertEqual(self.expect(0, "", "predict", "-h"), help_of(["predict"]))
        self.assertEqual(self.expect(0, ""), help_of([]))
        self.assertTrue(self.expect(0, "", "--version").startswith("matroute "))


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for command in commands():
            file_of(command).write_text(help_of(command), encoding="utf-8")
    else:
        unittest.main()
