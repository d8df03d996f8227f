"""Every path that a README, CONTRIBUTING.md or a document names exists, and so do links and names said to stand in a file."""
import pathlib
import re
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FOLDERS = {"base", "bench", "chem", "cli", "cmake", "datasets", "docs", "model", "models", "predict", "scripts", "tests",
           "train"}
QUOTED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAME_IN = re.compile(r"`(\w+)` in `([\w./]+)`")
FENCED = re.compile(r"^```.*?^```$", re.M | re.S)
OURS = re.compile(r"[\w*-]+\.(h|cc|inc|cmake|md)")  # a file's name alone; others may be a user's
PLACEHOLDER = re.compile(r"\b[A-Z]{3,}\b(?!\.md)")


def documents(root):
    of_rooms = (path for folder in sorted(FOLDERS) for path in (root / folder).rglob("README.md"))
    found = {*root.glob("*.md"), *(root / "docs").glob("*.md"), *of_rooms}
    return sorted(path for path in found if path.name != "CHANGELOG.md")


def is_path(word):
    if PLACEHOLDER.search(word) or "://" in word or not re.fullmatch(r"[\w./*-]+", word):
        return False
    return bool(OURS.fullmatch(word)) or ("/" in word and word.split("/")[0] in FOLDERS)


def exists(root, folder, word):
    """Whether a file or folder of that name stands at the root, or, for a name alone, in the folder or one of its rooms."""
    if any(root.glob(word.rstrip("/"))) or any(folder.glob(word.rstrip("/"))):
        return True
    return "/" not in word and folder != root and any(folder.rglob(word))


def anchors(path):
    """The names by which headings can be linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", path.read_text(encoding="utf-8")), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def faults(root, document):
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    for quoted in QUOTED.findall(text):
        for word in quoted.split():
            word = word.removeprefix("./").rstrip(",;:")
            if is_path(word) and not exists(root, document.parent, word):
                yield f"{document.relative_to(root)} names {word}, which is not there"
    for name, path in NAME_IN.findall(text):
        if (root / path).is_file() and not re.search(rf"\b{name}\b", (root / path).read_text(encoding="utf-8")):
            yield f"{document.relative_to(root)} looks for {name} in {path}, which does not hold it"
    for link in LINK.findall(text):
        target, _, anchor = link.partition("#")
        path = document.parent / target if target else document
        if "://" in target or target.startswith("mailto:"):
            continue
        if not path.exists():
            yield f"{document.relative_to(root)} links to {target}, which is not there"
        elif anchor and anchor not in anchors(path):
            yield f"{document.relative_to(root)} links to {link}, which is no heading"


class Paths(unittest.TestCase):
    def test_documents(self):
        found = documents(ROOT)
        self.assertGreater(len(found), 10)
        said = "\n".join(fault for document in found for fault in faults(ROOT, document))
        self.assertFalse(said, said)

    def test_the_check_itself(self):
        with tempfile.TemporaryDirectory() as holder:
            root = pathlib.Path(holder)
            for path in ("chem/formula.h", "chem/room/deep.h", "docs/a.md"):
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text("## One heading, two\n", encoding="utf-8")

            def faults_of(text, name="chem/README.md"):
                (root / name).write_text(text, encoding="utf-8")
                return [fault.split(" ", 1)[1] for fault in faults(root, root / name)]

            self.assertEqual(faults_of("`formula.h` `chem/formula.h` `deep.h` `chem/` `chem/*.h` `./chem/formula.h -v`"), [])
            self.assertEqual(faults_of("`chem/NAME.cc` `x.csv` `https://x.org/y.h` `chem formula`"), [])
            self.assertEqual(faults_of("`chem/old.h`"), ["names chem/old.h, which is not there"])
            self.assertEqual(faults_of("`old.h` and `run chem/gone.py`"),
                             ["names old.h, which is not there", "names chem/gone.py, which is not there"])
            self.assertEqual(faults_of("`deep.h`", "README.md"), ["names deep.h, which is not there"])
            self.assertEqual(faults_of("`chem/old_*.h`"), ["names chem/old_*.h, which is not there"])
            self.assertEqual(faults_of("[a](../docs/a.md) [b](../docs/a.md#one-heading-two) [c](https://x.org/y)"), [])
            self.assertEqual(faults_of("[a](docs/a.md)"), ["links to docs/a.md, which is not there"])
            self.assertEqual(faults_of("[a](../docs/a.md#other)"), ["links to ../docs/a.md#other, which is no heading"])
            self.assertEqual(faults_of("`One` in `chem/formula.h`"), [])
            self.assertEqual(faults_of("`kTwo` in `chem/formula.h`"), ["looks for kTwo in chem/formula.h, which does not hold it"])
            self.assertEqual(faults_of("```\n`chem/old.h`\n```\n"), [])


if __name__ == "__main__":
    unittest.main()
