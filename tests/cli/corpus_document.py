"""Makes a corpus, compares it with docs/format_corpus.md and runs that document's Python examples.

usage: corpus_document.py MATROUTE SOURCE_DIR
"""
import io
import os
import re
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import h5py

NAMES = {"uint8": "u8", "uint16": "u16", "uint64": "u64", "float32": "f32"}


def documented(text):
    """Dataset -> type, from the table of the document."""
    types = {}
    for line in text.splitlines():
        if not line.startswith("| `/"):
            continue
        names, kinds = [cell.strip() for cell in line.strip("|").split("|")][:2]
        names = [name.strip("`") for name in names.split(", ") if name != "..."]
        group = names[0].rsplit("/", 1)[0]
        paths = [name if name.startswith("/") else f"{group}/{name}" for name in names]
        kinds = kinds.split(", ") if ", " in kinds else [kinds] * len(paths)
        types.update(zip(paths, kinds))
    return types


def stored(file):
    types = {}

    def visit(name, item):
        if not isinstance(item, h5py.Dataset):
            return
        assert item.attrs["units"] and item.attrs["description"], name
        types["/" + name] = "enum u8" if h5py.check_enum_dtype(item.dtype) else NAMES[item.dtype.name]

    file.visititems(visit)
    for pointer in [name for name in types if name.endswith("_ptr") and name[:-4] in types]:
        del types[pointer]
        types[pointer[:-4]] = "text"
    return types


def main():
    program, source = sys.argv[1:]
    text = (Path(source) / "docs/format_corpus.md").read_text()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        recipes = Path(source) / "docs/examples/classic_recipes.json"
        run = lambda *arguments: subprocess.run([program, *arguments], check=True, capture_output=True, text=True)
        run("data", "import", str(recipes), "-o", "C.h5")
        for by in ("random", "target"):
            run("data", "split", "C.h5", "--by", by)
        run("data", "validate", "C.h5")
        with h5py.File("C.h5") as file:
            assert file.attrs["format"] == "matroute-corpus" and file.attrs["format_version"] == 1
            expected, found = documented(text), stored(file)
            assert expected == found, set(expected.items()) ^ set(found.items())
        printed = io.StringIO()
        with redirect_stdout(printed):
            scope = {}
            for code in re.findall(r"```python\n(.*?)```", text, re.S):
                exec(code, scope)
        assert " <- " in printed.getvalue() and "solid-state" in printed.getvalue(), printed.getvalue()
        Path("again.jsonl").write_text(run("data", "export", "C.h5", "--format", "jsonl").stdout)
        run("data", "import", "again.jsonl", "-o", "D.h5")
        assert run("data", "export", "D.h5", "--format", "jsonl").stdout == Path("again.jsonl").read_text()


main()
