"""The program starts without libtorch: what it is linked to, and what a run maps."""
import os
import re
import subprocess
import time
import unittest

from matroute_cli import CliTest, HERE, MODEL, PROGRAM

LIBRARY = os.path.join(os.path.dirname(PROGRAM), "matroute_compute.so")


def dynamic_section(path):
    """Returns needed libraries and entries of the run path."""
    text = subprocess.run(["readelf", "-d", path], check=True, capture_output=True, text=True).stdout
    paths = re.search(r"\((?:RUNPATH|RPATH)\).*\[(.*)\]", text)
    return re.findall(r"\(NEEDED\).*\[(.*)\]", text), paths.group(1).split(":") if paths else []


class Start(CliTest):
    def test_the_program_does_not_need_libtorch(self):
        needed, _ = dynamic_section(PROGRAM)
        self.assertIn("libstdc++.so.6", needed)
        self.assertEqual([name for name in needed if re.match(r"lib(torch|c10)", name)], [])
        self.assertIn("libtorch_cpu.so", dynamic_section(LIBRARY)[0])

    def test_run_paths_name_no_current_folder(self):
        for path in (PROGRAM, LIBRARY):
            for entry in dynamic_section(path)[1]:
                self.assertRegex(entry, r"^(/|\$ORIGIN)", path)

    def loads_torch(self, *words):
        done = subprocess.run([PROGRAM, *words], cwd=self.folder, capture_output=True, timeout=120, check=False,
                              env=self.environment(LD_DEBUG="files"))
        self.assertEqual(done.returncode, 0, words)
        return b"libtorch_cpu.so" in done.stderr

    def test_only_what_computes_loads_it(self):
        self.assertTrue(self.loads_torch("predict", "BaTiO3", "-o", "routes.h5"))
        for words in (["version"], ["--help"], ["predict", "--help"], ["parse", "BaTiO3"],
                      ["balance", "BaTiO3", "--precursors", "BaCO3,TiO2"], ["export", "routes.h5"],
                      ["validate", "routes.h5"], ["merge", "routes.h5", "-o", "merged.h5"],
                      ["data", "import", str(HERE / "recipes.csv"), "-o", "corpus.h5"], ["data", "stats", "corpus.h5"],
                      ["data", "split", "corpus.h5", "--by", "random"], ["data", "validate", "corpus.h5"],
                      ["data", "export", "corpus.h5", "--format", "csv"], ["model", "info", MODEL]):
            self.assertFalse(self.loads_torch(*words), words)

    def test_a_preloaded_allocator_serves_both_sides(self):
        allocator = self.folder / "allocator.so"
        subprocess.run(["g++", "-shared", "-fPIC", "-O1", "-o", allocator, HERE / "counting_allocator.cc"], check=True)
        done = subprocess.run([PROGRAM, "predict", "BaTiO3", "--format", "csv"], cwd=self.folder, capture_output=True,
                              timeout=120, check=False, env=self.environment(LD_PRELOAD=str(allocator)))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"BaTiO3", done.stdout)

    def test_a_signal_ends_the_reading_of_a_stock(self):
        pipe = self.folder / "stock.txt"
        os.mkfifo(pipe)
        with subprocess.Popen([PROGRAM, "predict", "BaTiO3", "--stock", pipe], stderr=subprocess.PIPE,
                              env=self.environment()) as run:
            with open(pipe, "w", encoding="utf-8") as stock:
                stock.write("TiO2\n")
                stock.flush()
                time.sleep(1)
                run.terminate()
                try:
                    self.assertEqual(run.wait(30), 75, run.stderr.read())
                finally:
                    run.kill()

    def test_a_missing_library_is_said_with_the_remedy(self):
        alone = self.folder / "matroute"
        alone.write_bytes(open(PROGRAM, "rb").read())
        alone.chmod(0o755)
        done = subprocess.run([alone, "predict", "BaTiO3"], cwd=self.folder, capture_output=True, timeout=120, check=False,
                              env=self.environment())
        self.assertEqual(done.returncode, 7)
        self.assertIn(b"install or build matroute anew", done.stderr)
        done = subprocess.run([alone, "parse", "BaTiO3"], cwd=self.folder, capture_output=True, timeout=120, check=False,
                              env=self.environment())
        self.assertEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
