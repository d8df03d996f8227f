#!/usr/bin/env python3
"""Checks which folder includes which, and where the headers of large libraries may appear.

usage: check_layers.py ROOT     exit 0 clean, 1 a rule is broken (each breach on a line), 2 ROOT is not the project
"""
import re
import sys
from pathlib import Path

# Folder -> the folders below it that it may include.
BELOW = {
    "chem": [],
    "datasets": ["chem"],
    "model": ["chem", "datasets"],
    "train": ["chem", "datasets", "model"],
    "predict": ["chem", "datasets", "model"],
    "cli": ["chem", "datasets", "model", "train", "predict"],
}
INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')

# Library, its headers, folders whose sources may include it, folders whose headers may too. `fuzz` is tests/fuzz.
LIBRARIES = [
    ("RDKit", r"(rdkit|GraphMol|RDGeneral|DataStructs|Geometry|Catalogs|ForceField)/", {"chem"}, set()),
    ("HDF5", r"(hdf5|H5\w*)(_hl)?\.h$", {"datasets"}, set()),
    ("simdjson", r"simdjson", {"datasets", "fuzz"}, {"datasets"}),
    ("torch/torch.h", r"torch/torch\.h$", {"model", "train", "predict"}, set()),
    ("libtorch", r"(torch|ATen|c10|caffe2)/", {"model", "train", "predict"}, {"model"}),
    ("CLI11", r"CLI/", {"cli"}, {"cli"}),
]


def owner(path):
    """The folder whose rules hold for a file: tests/chem/x.cc follows those of chem, fuzz targets those of datasets."""
    parts = path.parts
    if parts[:2] == ("tests", "fuzz"):
        return "datasets"
    return parts[1] if parts[0] == "tests" and len(parts) > 2 else parts[0]


def breaches(path, header):
    """Yields what is wrong with including `header` in the file `path` (relative to the root)."""
    folder, is_test, is_header = owner(path), path.parts[0] == "tests", path.suffix == ".h"
    target = header.split("/")[0]
    if target in BELOW and folder in BELOW and not is_test and target not in BELOW[folder] + [folder]:
        yield f"{folder} must not include {header}"
    if re.match(r"(gtest|gmock)/", header) and not is_test:
        yield "GoogleTest outside tests/"
    for name, pattern, sources, headers in LIBRARIES:
        if re.match(pattern, header):
            if folder not in (headers if is_header else sources):
                yield f"{header} ({name}) may not be included here"
            break


def main(root):
    absent = [folder for folder in BELOW if not (root / folder).is_dir()]
    if absent:
        print(f"{root} is not the project: it has no {', '.join(absent)}")
        return 2
    files = [f for top in [*BELOW, "tests", "bench"] for f in sorted((root / top).rglob("*")) if f.suffix in (".h", ".cc")]
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
