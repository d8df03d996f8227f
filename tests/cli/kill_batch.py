"""Kills a batch run with SIGKILL at random moments. Whatever the moment: under the final name there is nothing or the
whole file, every row of the parts reads back, and `validate` says how many there are.

usage: kill_batch.py PROGRAM MODEL [KILLS] [TARGETS]
"""
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py
import numpy


def formulas(count):
    return [f"Ba0.{100000 + i}Sr0.{899999 - i}TiO3" for i in range(count)]


def texts(file, name):
    data, pointers = file[name][:].tobytes(), file[name + "_ptr"][:]
    return [data[a:b].decode() for a, b in zip(pointers[:-1], pointers[1:])]


def read_everything(path):
    """Every chunk of every dataset."""
    with h5py.File(path) as file:
        file.visititems(lambda _, item: item[()] if isinstance(item, h5py.Dataset) else None)
        return file["targets/row"][:], texts(file, "targets/formula_input")


def read_parts(folder, expected):
    rows, found = [], []
    for path in sorted(folder.glob("*.h5")):
        part_rows, part_formulas = read_everything(path)
        rows.append(part_rows)
        found += part_formulas
    count = len(found)
    assert count == 0 or numpy.array_equal(numpy.concatenate(rows), numpy.arange(count)), "rows are missing"
    assert found == expected[:count], "formulas differ"
    return count


class Batch:
    def __init__(self, program, model, folder, count):
        self.program, self.folder = program, folder
        self.expected = formulas(count)
        self.output = folder / "out.h5"
        self.parts = folder / "out.h5.parts"
        source = folder / "in.csv"
        source.write_text("formula\n" + "\n".join(self.expected) + "\n")
        self.command = [program, "predict", "-i", str(source), "-o", str(self.output), "--model", model, "-k", "3",
                        "--progress", "none"]

    def start(self, *more):
        return subprocess.Popen([*self.command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def run(self, *more):
        process = self.start(*more)
        _, message = process.communicate()
        return process.returncode, message

    def validated(self, path):
        done = subprocess.run([self.program, "validate", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, (done.returncode, done.stdout, done.stderr)
        return int(re.search(r"(\d+) targets?,", done.stdout.splitlines()[-1]).group(1))

    def whole_output(self):
        rows, found = read_everything(self.output)
        assert numpy.array_equal(rows, numpy.arange(len(self.expected))) and found == self.expected
        assert self.validated(self.output) == len(self.expected)

    def kill_after(self, seconds):
        """Targets in the parts; None where the file was whole already."""
        process = self.start("--overwrite")
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        assert process.returncode in (0, -9), process.returncode
        if self.output.exists():
            self.whole_output()
            self.output.unlink()
            return None
        if not self.parts.exists():
            return 0
        count = read_parts(self.parts, self.expected)
        assert self.validated(self.parts) == count
        return count


def main(program, model, kills="16", targets="60000"):
    with tempfile.TemporaryDirectory() as name:
        batch = Batch(program, model, Path(name), int(targets))
        begin = time.monotonic()
        code, message = batch.run()
        assert code == 0, message
        duration = time.monotonic() - begin
        batch.whole_output()
        assert not batch.parts.exists()
        batch.output.unlink()
        seed = random.SystemRandom().randrange(1 << 30)
        moments = random.Random(seed)
        print(f"a run takes {duration:.1f} s; seed {seed}")
        counts = [batch.kill_after(moments.uniform(0, duration)) for _ in range(int(kills))]
        print("targets in the parts after each kill (None: the file was whole):", counts)
        assert sum(count is not None and count > 0 for count in counts) >= int(kills) // 4, "too few kills met parts"
        if batch.parts.exists():
            code, message = batch.run()
            assert code == 6 and "parts" in message, (code, message)
        code, message = batch.run("--overwrite")
        assert code == 0, message
        batch.whole_output()
    print(f"kill_batch: {kills} kills, nothing half-written under a final name")


if __name__ == "__main__":
    main(*sys.argv[1:])
