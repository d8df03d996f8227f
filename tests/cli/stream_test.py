"""Streams: closed pipes, full disks, signals, progress, threads, and the bytes that predict and export share."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time
import unittest

from matroute_cli import CliTest, HERE

FORMATS = ("jsonl", "json", "csv", "markdown", "table")


class Pipes(CliTest):
    def many(self, count):
        return self.write("many.txt", "BaTiO3\nLiCoO2\nXy\nSrTiO3\n" * (count // 4))

    def test_closed_pipe_is_silent(self):
        self.many(40000)
        for command in ("parse", "predict"):
            started = self.start_program(command, "-i", "many.txt", stdout=subprocess.PIPE)
            started.stdout.readline()
            started.stdout.close()
            said = started.stderr.read()
            started.stderr.close()
            self.assertEqual((started.wait(timeout=120), said), (0, b""), command)

    def test_full_disk_under_standard_output(self):
        self.many(4000)
        for words in (["version"], ["predict", "--help"], ["parse", "BaTiO3"], ["parse", "-i", "many.txt"],
                      ["balance", "BaTiO3", "--precursors", "BaCO3,TiO2"], ["predict", "BaTiO3"], ["doctor"],
                      ["predict", "-i", "many.txt"]):
            with open("/dev/full", "wb") as full:
                self.expect(7, "No space left", *words, stdout=full)

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "a small disk needs root")
    def test_full_disk_under_a_results_file(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False,
                                 capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("this system lets nobody mount a small disk: " + mounted.stderr.decode())
        self.addCleanup(subprocess.run, ["umount", str(disk)], check=True)
        self.many(40000)
        self.expect(7, "disk", "predict", "-i", "many.txt", "-o", "disk/routes.h5")
        self.assertFalse((disk / "routes.h5").exists())

    def test_standard_input(self):
        found = self.expect(0, "", "predict", "-i", "-", "-k", "1", "--format", "jsonl", stdin=b"BaTiO3\nLiCoO2\n")
        self.assertEqual([json.loads(line)["input"] for line in found.splitlines()], ["BaTiO3", "LiCoO2"])
        for recipes in (b"target,precursors\nBaTiO3,BaCO3;TiO2\n", b'[{"target":"BaTiO3","precursors":["BaO","TiO2"]}]'):
            self.expect(0, "1 recipe from 1 record\n", "data", "import", "-", "-o", "own.h5", "--overwrite", stdin=recipes)


class Signals(CliTest):
    def stopped(self, *words):
        """Stops the program in the middle of an input without end; returns what it printed and said."""
        with open(self.folder / "printed", "wb") as printed:
            started = self.start_program("predict", "-i", "-", "--batch-size", "64", *words, stdin=subprocess.PIPE,
                                         stdout=printed)
        # Long ids: soon more is written than a pipe holds, so that the program is known to be reading.
        row = b"%s,BaTiO3\n" % (b"x" * 4000)
        try:
            started.stdin.write(b"id,formula\n")
            for written in range(100_000):
                started.stdin.write(row)
                started.stdin.flush()
                if written == 500:
                    started.send_signal(signal.SIGTERM)
                    time.sleep(0.5)
        except BrokenPipeError:
            pass
        _, said = started.communicate(timeout=120)
        self.assertEqual(started.returncode, 75, said)
        return (self.folder / "printed").read_text(encoding="utf-8"), said.decode()

    def test_stopped_with_text(self):
        out, said = self.stopped("--format", "jsonl")
        self.assertIn("stopped by a signal", said)
        self.assertEqual([json.loads(line)["row"] for line in out.splitlines()], list(range(out.count("\n"))))

    def wait_for_handler(self, started):
        """Until the program catches SIGINT."""
        caught = 0
        while not caught & 1 << (signal.SIGINT - 1):
            time.sleep(0.1)
            status = pathlib.Path(f"/proc/{started.pid}/status").read_text(encoding="utf-8")
            caught = int(re.search(r"SigCgt:\s*(\w+)", status).group(1), 16)

    def test_stopped_while_the_input_stalls(self):
        for words in (["predict"], ["predict", "-o", "routes.h5"], ["parse"], ["balance"]):
            with self.subTest(words=words):
                started = self.start_program(*words, "-i", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
                started.stdin.write(b"target,precursors\n")
                started.stdin.flush()
                self.wait_for_handler(started)
                time.sleep(0.5)
                started.send_signal(signal.SIGINT)
                try:
                    self.assertEqual(started.wait(timeout=30), 75)  # its input stays open
                finally:
                    started.kill()
                    _, said = started.communicate()
                self.assertIn("stopped by a signal", said.decode())
        self.assertEqual(self.files(), [])

    def test_commands_that_keep_no_state_end_at_once(self):
        started = self.start_program("data", "import", "-", "-o", "own.h5", stdin=subprocess.PIPE)
        started.stdin.write(b"target,precursors\n" + b"BaTiO3,BaCO3;TiO2\n" * 10_000)  # more than a pipe holds
        started.stdin.flush()
        started.send_signal(signal.SIGTERM)
        started.communicate(timeout=120)
        self.assertEqual(started.returncode, -signal.SIGTERM)

    def test_stopped_with_a_results_file(self):
        _, said = self.stopped("-o", "routes.h5")
        self.assertIn("routes.h5.parts", said)
        self.assertFalse((self.folder / "routes.h5").exists())
        parts = sorted((self.folder / "routes.h5.parts").iterdir())
        self.assertEqual([part.name for part in parts], [f"{number:06}.h5" for number in range(len(parts))])
        rows = sum(self.expect(0, "", "export", part, "--format", "jsonl").count("\n") for part in parts)
        self.assertIn(f"after {rows} targets", said)
        self.expect(6, "routes.h5", "predict", "BaTiO3", "-o", "routes.h5")


class SameBytes(CliTest):
    def test_export_prints_what_predict_prints(self):
        self.write("targets.csv", 'id,formula\n1,BaTiO3\n2,Xy\n3,Li7La3Zr2O12\n"4, ""x""",CuSO4.5H2O\n5,NaCl\n,\n'
                                  "6,Y3Al5O12:Ce0.06\n")
        words = ["predict", "-i", "targets.csv", "-k", "3"]
        self.expect(0, "7 targets", *words, "-o", "routes.h5")
        for form in FORMATS:
            self.assertEqual(self.expect(0, "", "export", "routes.h5", "--format", form),
                             self.expect(0, "", *words, "--format", form), form)

    def test_series(self):
        text = self.expect(0, "", "predict", "La1-xSrxMnO3", "BaTiO3", "--var", "x=0:0.4:0.2", "--format", "jsonl")
        found = [json.loads(line) for line in text.splitlines()]
        # What holds no variable is no series.
        self.assertEqual([(row["row"], row.get("vars", "")) for row in found],
                         [(0, "x=0"), (0, "x=0.2"), (0, "x=0.4"), (1, "")])
        self.assertEqual(found[1]["formula"], "La0.8Sr0.2MnO3")

    def test_threads_and_batches_change_nothing(self):
        self.write("targets.txt", "BaTiO3\nLi7La3Zr2O12\nXy\nLaMnO3\nLiFePO4\n" * 50)
        first = self.expect(0, "", "predict", "-i", "targets.txt", "--progress", "none", "--threads", "1")
        self.assertEqual(first.count("\n"), 250)
        for more in (["--threads", "4"], ["--batch-size", "7"], ["--batch-size", "1", "--threads", "2"]):
            self.assertEqual(self.expect(0, "", "predict", "-i", "targets.txt", "--progress", "none", *more), first, more)

    def test_threads_and_batches_change_a_network_by_rounding_alone(self):
        self.write("targets.txt", "BaTiO3\nLi7La3Zr2O12\nXy\nLa0.7Sr0.3MnO3\nLiFePO4\n" * 10)
        shipped = HERE.parent.parent / "models" / "default"
        words = ["predict", "-i", "targets.txt", "--progress", "none", "--model", shipped, "-k", "5"]
        first = [json.loads(line) for line in self.expect(0, "", *words, "--threads", "1").splitlines()]
        self.assertEqual(len(first), 50)
        for more in (["--threads", "4"], ["--batch-size", "7"], ["--batch-size", "1", "--threads", "2"]):
            for one, other in zip(first, map(json.loads, self.expect(0, "", *words, *more).splitlines()), strict=True):
                self.assertEqual([route["equation"] for route in one["routes"]],
                                 [route["equation"] for route in other["routes"]], more)
                for a, b in zip(one["routes"], other["routes"]):
                    self.assertAlmostEqual(a["probability"], b["probability"], delta=1e-4)

    def test_evaluate_shows_the_yardstick(self):
        self.run_program("data", "import", HERE / "recipes.csv", "-o", "own.h5")
        shipped = HERE.parent.parent / "models" / "default"
        table = self.expect(0, "", "evaluate", "own.h5", "--model", shipped)
        for line in ("network    all", "counting   all", "reliability of network's route 1"):
            self.assertIn(line, table)
        found = json.loads(self.expect(0, "", "evaluate", "own.h5", "--model", shipped, "--format", "json"))
        self.assertEqual([one["ranker"] for one in found["rankers"]], ["network", "counting"])
        network, counting = (one["all"] for one in found["rankers"])
        self.assertNotEqual(network["mrr"], counting["mrr"])
        self.assertEqual(sum(tenth["rows"] for tenth in network["reliability"]), network["rows"])
        self.assertIn(found["targets"][0]["novelty"], ("seen target", "unseen target", "unseen system"))

    def test_fields_in_their_order(self):
        row = json.loads(self.expect(0, "", "predict", "BaTiO3", "-k", "1"))
        self.assertEqual(list(row), ["row", "id", "input", "formula", "status", "message", "warnings", "confidence",
                                     "out_of_domain", "routes"])
        self.assertEqual(list(row["routes"][0]),
                         ["rank", "probability", "method", "precursors", "consumed", "byproducts", "dopants", "media",
                          "equation", "warnings", "steps", "precedents"])
        self.assertIn({"formula": "BaCO3", "coefficient": "1"}, row["routes"][0]["precursors"])

    def test_constraints(self):
        def sets(*more):
            row = json.loads(self.expect(0, "", "predict", "BaTiO3", *more))
            return [{part["formula"] for part in route["precursors"]} for route in row["routes"]]

        self.assertIn({"BaCO3", "TiO2"}, sets())
        for forbidden in ("BaCO3", "C"):
            self.assertEqual(sets("--forbid", forbidden), [{"BaO", "TiO2"}])
        self.assertTrue(sets("--require", "BaO"))
        for found in sets("--require", "BaO"):
            self.assertIn("BaO", found)
        self.write("cupboard.txt", "BaO\nTiO2\n")
        self.assertEqual(sets("--stock", "cupboard.txt"), [{"BaO", "TiO2"}])
        self.write("blanks.csv", "formula,price\n BaO , 3\nTiO2 ,4\n")
        self.assertEqual(sets("--stock", "blanks.csv"), [{"BaO", "TiO2"}])
        row = json.loads(self.expect(0, "", "predict", "BaTiO3", "--forbid", "Ba"))
        self.assertEqual(row["status"], "no_route")
        self.assertNotEqual(row["message"], "")

    def test_quiet_and_progress(self):
        self.assertEqual(self.expect(0, "", "predict", "BaTiO3", "-o", "a.h5", "--quiet"), "")
        self.write("targets.txt", "BaTiO3\nLi7La3Zr2O12\n" * 20000)
        done = self.run_program("predict", "-i", "targets.txt", "--progress", "json", "--threads", "1",
                                stdout=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0)
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        self.assertTrue(lines, "a run of 40,000 targets reports its progress")
        self.assertEqual(lines[0]["total"], 40000)


class Table(CliTest):
    def test_eighty_columns(self):
        text = self.expect(0, "", "predict", "BaTiO3", "Li7La3Zr2O12", "Xy", "LiFePO4", "--format", "table")
        self.assertLessEqual(max(map(len, text.splitlines())), 80)
        self.assertRegex(text, r"\n      BaCO3 \+ TiO2 -> BaTiO3 \+ CO2\n")
        self.assertIn("not modelled yet", text)
        self.assertIn("Xy: bad_formula", text)
        self.assertNotIn("\x1b", text)

    def test_explain(self):
        words = ["predict", "BaTiO3", "--require", "ZrO2", "--explain"]
        self.assertRegex(self.expect(0, "", *words, "--format", "table"), r"(?s)left out:.*ZrO2.*Zr is left over")
        self.expect(0, "BaTiO3: left out BaCO3 + TiO2 + ZrO2", *words, "--format", "jsonl")


if __name__ == "__main__":
    unittest.main()
