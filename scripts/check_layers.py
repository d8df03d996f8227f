#!/usr/bin/env python3
"""Checks which room includes which, that no circle of files exists, and where the headers of large libraries may appear.

usage: check_layers.py ROOT     exit 0 clean, 1 a rule is broken (each breach on a line), 2 ROOT is not the project
"""
import re
import sys
from pathlib import Path

# Room -> the rooms that it may include besides itself. A file belongs to the longest room that its folder begins with.
MAY_INCLUDE = {
    "base": [],
    "chem": ["base"],
    "datasets/io": ["base"],
    "datasets/recipes": ["base", "chem", "datasets/io"],
    "datasets/results": ["base", "chem", "datasets/io"],
    "model/tensors": ["base"],
    "model/search": ["base", "chem", "datasets/results"],
    "model/counting": ["base", "chem", "model/tensors", "model/search"],
    "model/rerank": ["base", "chem", "model/tensors", "model/search", "model/counting"],
    "model/network": ["base", "chem", "model/tensors", "model/search", "model/counting", "model/rerank"],
    "model/folder": ["base", "chem", "model/tensors", "model/search", "model/counting", "model/rerank", "model/network"],
    "train": ["base", "chem", "datasets/io", "datasets/recipes", "datasets/results", "model/tensors", "model/search",
              "model/counting", "model/rerank", "model/network", "model/folder"],
    "predict/report": ["base", "chem", "datasets/results", "predict/stream"],
    "predict/stream": ["base", "chem", "datasets/io"],
    "predict": ["base", "chem", "datasets/results", "model/tensors", "model/search", "model/counting", "model/network",
                "model/rerank", "model/folder", "predict/report", "predict/stream"],
    "cli": None,  # all
}
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')

# Library, its headers, rooms whose sources may include it, rooms whose headers may too; a folder stands for its rooms.
LIBRARIES = [
    ("RDKit", r"(rdkit|GraphMol|RDGeneral|DataStructs|Geometry|Catalogs|ForceField)/", {"chem"}, set()),
    ("HDF5", r"(hdf5|H5\w*)(_hl)?\.h$", {"datasets"}, set()),
    ("simdjson", r"simdjson", {"datasets", "tests/fuzz"}, {"datasets"}),
    ("torch/torch.h", r"torch/torch\.h$", {"model", "train", "predict"}, set()),
    ("libtorch", r"(torch|ATen|c10|caffe2)/", {"model", "train", "predict"}, {"model"}),
    ("CLI11", r"CLI/", {"cli"}, {"cli"}),
]


def room_of(path):
    """The room of a file or header; tests/chem/x.cc belongs to chem. None where there is none."""
    parts = list(Path(path).parts)
    if parts[:2] == ["tests", "fuzz"]:
        return "tests/fuzz"
    if parts[0] == "tests":
        parts = parts[1:]
    for length in (2, 1):
        room = "/".join(parts[:-1][:length])
        if room in MAY_INCLUDE:
            return room
    return parts[0] if len(parts) > 1 else None


def breaches(path, header):
    """Yields what is wrong with including `header` in the file `path` (relative to the root)."""
    room, is_test, is_header = room_of(path), path.parts[0] == "tests", path.suffix == ".h"
    target = room_of(header)
    allowed = MAY_INCLUDE.get(room)
    if target in MAY_INCLUDE and allowed is not None and not is_test and target not in [*allowed, room]:
        yield f"{room} must not include {header}"
    if re.match(r"(gtest|gmock)/", header) and not is_test:
        yield "GoogleTest outside tests/"
    for name, pattern, sources, headers in LIBRARIES:
        if re.match(pattern, header):
            where = headers if is_header else sources
            if not where & {room, str(room).split("/")[0]}:
                yield f"{header} ({name}) may not be included here"
            break


def main(root):
    absent = [room for room in MAY_INCLUDE if not (root / room).is_dir()]
    if absent:
        print(f"{root} is not the project: it has no {', '.join(absent)}")
        return 2
    tops = sorted({room.split("/")[0] for room in MAY_INCLUDE})
    files = [f for top in [*tops, "tests", "bench"] for f in sorted((root / top).rglob("*")) if f.suffix in (".h", ".cc")]
    found, includes = [], 0
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                includes += 1
                path = file.relative_to(root)
                found += [f"{path}:{number}: {text}" for text in breaches(path, match.group(1))]
    print("\n".join(found) or f"layers: {includes} includes in {len(files)} files, all in order")
    return 1 if found or not files else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
