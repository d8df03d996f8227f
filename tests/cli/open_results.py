"""Opens a results file with h5py, pandas and PyTables, compares it with docs/format_results.md and runs that document's
Python examples.

usage: open_results.py SAMPLE_PROGRAM SOURCE_DIR     SAMPLE_PROGRAM FILE N writes a results file of N targets
"""
import io
import os
import re
import subprocess
import sys
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import h5py
import numpy
import pandas
import tables  # what pandas.read_hdf works with

TARGETS = 500
NAMES = {"uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64", "int64": "i64", "float32": "f32"}


def rows_of_table(text, header):
    """Cells of the markdown table that begins with this header."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line == header) + 2
    for line in lines[start:]:
        if not line.startswith("|"):
            return
        yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def type_of(dataset):
    if dataset.dtype.names:
        return "compound"
    if h5py.check_enum_dtype(dataset.dtype):
        return "enum"
    assert dataset.dtype.byteorder in "<|=", dataset.name
    name = NAMES[dataset.dtype.name]
    return name if dataset.ndim == 1 else f"{name}[{dataset.shape[1]}]"


def check_label(dataset, units, description):
    assert dataset.attrs["units"] == units, dataset.name
    assert dataset.attrs["description"] == description, (dataset.name, dataset.attrs["description"])
    assert dataset.chunks and dataset.compression == "gzip", dataset.name
    assert dataset.shuffle == (dataset.name != "/summary"), dataset.name


def check_text(file, name, description):
    pointers = file[name + "_ptr"]
    assert type_of(file[name]) == "u8" and type_of(pointers) == "u64", name
    assert file[name].attrs["description"].startswith(description + " ("), name
    assert file[name].attrs["units"] == pointers.attrs["units"] == "1"
    assert pointers[0] == 0 and pointers[-1] == len(file[name]), name
    return len(pointers) - 1


def check_datasets(file, document):
    sizes = {"N": len(file["targets/row"]), "R": len(file["routes/target"]), "C": len(file["components/route"]),
             "S": len(file["steps/route"]), "P": len(file["precedents/route"]),
             "A": len(file["vocab/atmospheres_ptr"]) - 1}
    assert all(sizes.values()), sizes
    documented = set()
    for name, kind, rows, units, description in rows_of_table(
            document, "| dataset | type | rows | units | description |"):
        documented.add(name)
        if kind == "text":
            documented.add(name + "_ptr")
            length = check_text(file, name, description)
        else:
            assert type_of(file[name]) == kind.replace("[A]", f"[{sizes['A']}]"), name
            check_label(file[name], units, description)
            length = len(file[name])
        expected = sizes.get(rows[0]) if rows != "any" else length
        assert length == expected + rows.endswith("+1"), (name, length, rows)
    found = set()
    file.visititems(lambda name, item: found.add("/" + name) if isinstance(item, h5py.Dataset) else None)
    assert found == documented, found ^ documented


def check_enums(file, document):
    enums = 0
    for name, members in rows_of_table(document, "| enum | members, from 0 |"):
        expected = {member: number for number, member in enumerate(members.split(", "))}
        assert h5py.check_enum_dtype(file[name].dtype) == expected, name
        enums += 1
    assert enums == 5


def check_attributes(file, document):
    documented = {}
    for name, kind, _ in rows_of_table(document, "| attribute | type | description |"):
        documented[name] = {"text": str, "i64": numpy.int64}[kind]
    assert {name: type(value) for name, value in file.attrs.items()} == documented
    assert file.attrs["format"] == "matroute-routes" and file.attrs["format_version"] == 1


def check_summary(path, file, document):
    frame = pandas.read_hdf(path, "summary")
    assert len(frame) == TARGETS
    fields = [(name, kind) for name, kind, _ in rows_of_table(document, "| field | type | description |")]
    stored = file["summary"].dtype
    assert [(name, NAMES.get(stored[name].name, "S%d" % stored[name].itemsize)) for name in stored.names] == fields
    assert list(frame.columns) == [name for name, _ in fields]
    assert numpy.array_equal(frame["row"], file["targets/row"][:])
    assert numpy.array_equal(frame["confidence"], file["targets/confidence"][:])
    names = {number: name for name, number in h5py.check_enum_dtype(file["targets/status"].dtype).items()}
    assert list(frame["status"]) == [names[number] for number in file["targets/status"][:]]
    assert set(frame["status"]) == set(names.values())
    best, found = file["targets/route_ptr"][:-1], frame["status"] == "ok"
    assert numpy.array_equal(frame["probability"][found], file["routes/probability"][:][best[found]])
    assert frame["probability"][~found].isna().all()
    assert frame["truncated"].sum() > 0 and frame["equation"][0].endswith("...")
    with tables.open_file(path) as opened:
        assert len(opened.root.targets.row) == TARGETS and opened.root.summary.nrows == TARGETS


def check_examples(document):
    examples = re.findall(r"^```python\n(.*?)^```", document, re.S | re.M)
    assert len(examples) >= 4, len(examples)
    names = {}
    for example in examples:
        printed = io.StringIO()
        with redirect_stdout(printed):
            exec(compile(example, "docs/format_results.md", "exec"), names)
    assert len(names["formulas"]) == len(names["statuses"]) == TARGETS
    assert "TiO2" in set(names["precursors"]["material"])
    assert len(names["components"]) > len(names["precursors"])


def main(program, source):
    warnings.simplefilter("error")
    document = (Path(source) / "docs" / "format_results.md").read_text(encoding="utf-8")
    program = os.path.abspath(program)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        subprocess.run([program, "routes.h5", str(TARGETS)], check=True)
        with h5py.File("routes.h5") as file:
            check_attributes(file, document)
            check_datasets(file, document)
            check_enums(file, document)
        with h5py.File("routes.h5") as file:
            check_summary("routes.h5", file, document)
        check_examples(document)
        subprocess.run([program, "empty.h5", "0"], check=True)
        assert len(pandas.read_hdf("empty.h5", "summary")) == 0
        os.chdir("/")
    print(f"open_results: {TARGETS} targets opened by h5py, pandas and PyTables; document and file agree")


if __name__ == "__main__":
    main(*sys.argv[1:])
