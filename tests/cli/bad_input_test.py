"""Bad input of every kind: a message, the right exit code, and nothing lost."""
import gzip
import json
import os
import shutil
import unittest
from pathlib import Path

from matroute_cli import CliTest

USAGE, INPUT, MODEL, OUTPUT, RESOURCE, CHECK = 2, 3, 5, 6, 7, 8
NETWORK_MODEL = Path(__file__).resolve().parents[1] / "data" / "v1" / "network_model"
# Commands that read rows from a file.
READERS = (["parse"], ["predict", "--format", "jsonl"], ["balance"])
# A formula whose amounts add up exactly, but not once they are weighted with valences.
FINELY_DIVIDED = "Ba1/999999937Ti1/999999929O5"


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


class BadFiles(CliTest):
    def expect_everywhere(self, message, path):
        for command in READERS:
            with self.subTest(command=command[0]):
                self.expect(INPUT, message, *command, "-i", path)

    def test_missing_file(self):
        self.expect_everywhere("nowhere.txt", "nowhere.txt")

    def test_empty_file(self):
        self.write("empty.txt", "")
        self.expect_everywhere("empty", "empty.txt")

    def test_header_alone(self):
        self.write("header.csv", "target,precursors\n")
        self.expect_everywhere("header.csv", "header.csv")
        self.expect(INPUT, "holds no row", "predict", "-i", "header.csv", "-o", "routes.h5")
        self.assertEqual(self.files(), ["header.csv"])

    def test_semicolons_between_fields(self):
        self.write("semicolons.csv", "target;precursors;id\nBaTiO3;BaCO3;1\n")
        self.expect_everywhere("';' between its fields; expected ','", "semicolons.csv")
        self.expect(INPUT, "';' between its fields", "parse", "-i", "-", stdin=b"formula;id\nBaTiO3;1\n")

    def test_directory(self):
        (self.folder / "folder.csv").mkdir()
        self.expect_everywhere("directory", "folder.csv")

    def test_binary(self):
        self.write("binary.txt", bytes(range(256)) * 8)
        self.expect_everywhere("binary", "binary.txt")

    def test_missing_column(self):
        self.write("columns.csv", "a,b\nBaTiO3,x\n")
        self.expect_everywhere("a, b", "columns.csv")
        for command in READERS[:2]:
            self.expect(INPUT, "name one of its columns with --formula-column: a, b", *command, "-i", "columns.csv")
        self.expect(INPUT, "formula or target; its columns: a, b", "predict", "BaTiO3", "--stock", "columns.csv")
        self.expect(INPUT, "target or formula; its columns: a, b", "balance", "-i", "columns.csv")
        self.expect(INPUT, "wanted", "predict", "-i", "columns.csv", "--formula-column", "wanted")
        self.expect(INPUT, "wanted", "predict", "-i", "columns.csv", "--formula-column", "a", "--id-column", "wanted")

    def test_damaged_compression(self):
        self.write("cut.txt.gz", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x01")
        self.expect_everywhere("cut.txt.gz", "cut.txt.gz")

    def test_input_that_breaks_off(self):
        whole = gzip.compress(b"BaTiO3\n" * 3 + os.urandom(100_000).hex().encode() + b"\n")
        self.write("cut.txt.gz", whole[:20_000])
        text = self.expect(INPUT, "3 targets before it", "predict", "-i", "cut.txt.gz", "--format", "jsonl")
        self.assertEqual(len(rows(text)), 3)
        self.assertEqual(len(rows(self.expect(INPUT, "cut off", "parse", "-i", "cut.txt.gz"))), 3)
        whole = gzip.compress(b"target,precursors\nBaO,BaCO3\n" + os.urandom(100_000).hex().encode() + b"\n")
        self.write("cut.csv.gz", whole[:20_000])
        self.assertEqual(len(rows(self.expect(INPUT, "cut off", "balance", "-i", "cut.csv.gz"))), 1)
        self.expect(INPUT, "kept in routes.h5.parts", "predict", "-i", "cut.txt.gz", "-o", "routes.h5")
        self.expect(0, "3 targets", "merge", "routes.h5.parts/000000.h5", "-o", "rescued.h5")

    def test_no_record(self):
        self.write("empty.json", "[]")
        self.write("broken.json", '{"formula":')
        for name in ("empty.json", "broken.json"):
            self.expect_everywhere("holds no record", name)

    def test_results_file_as_text(self):
        self.run_program("predict", "BaTiO3", "-o", "routes.h5")
        self.expect_everywhere("routes.h5", "routes.h5")


class BadRows(CliTest):
    def test_bracket_flood(self):
        self.write("brackets.txt", "(" * 1_000_000 + "\nBaTiO3\n")
        found = rows(self.expect(0, "", "predict", "-i", "brackets.txt", "--format", "jsonl"))
        self.assertEqual([row["status"] for row in found], ["bad_formula", "ok"])
        self.assertEqual(len(found[0]["input"]), 1_000_000)
        self.write("only.txt", "(" * 1_000_000)
        self.expect(INPUT, "matroute: ", "parse", "-i", "only.txt")

    def test_rows_that_cannot_be_used_keep_their_place(self):
        self.write("mixed.txt", "BaTiO3\nXy2O3\nBa0TiO3\nLiCoO2\nnan\nBaTiNaN3x\nBa(-1)TiO3\nBa99999999999999999999O\n")
        found = rows(self.expect(0, "", "predict", "-i", "mixed.txt", "--format", "jsonl"))
        self.assertEqual([row["row"] for row in found], list(range(8)))
        self.assertEqual(found[0]["status"], "ok")
        self.assertEqual(found[3]["status"], "ok")
        for index in (1, 2, 4, 5, 6, 7):
            self.assertEqual(found[index]["status"], "bad_formula", found[index]["input"])
            self.assertNotEqual(found[index]["message"], "")
            self.assertEqual(found[index]["routes"], [])

    def test_every_row_bad_is_said_and_written(self):
        self.write("bad.txt", "Xy\nQq\nnan\n")
        for command in READERS[:2]:
            text = self.expect(INPUT, "none of 3", *command, "-i", "bad.txt")
            self.assertEqual(len(rows(text)), 3)
        self.expect(INPUT, "none of 3", "predict", "-i", "bad.txt", "-o", "bad.h5")
        self.assertEqual(len(rows(self.expect(0, "", "export", "bad.h5", "--format", "jsonl"))), 3)

    def test_csv_with_quotes_bom_and_crlf(self):
        self.write("dos.csv", '\ufeffid,formula\r\n"a,""1""","BaTiO3"\r\nb,"LiCoO2"\r\n'.encode())
        found = rows(self.expect(0, "", "predict", "-i", "dos.csv", "--format", "jsonl"))
        self.assertEqual([(row["id"], row["input"], row["status"]) for row in found],
                         [('a,"1"', "BaTiO3", "ok"), ("b", "LiCoO2", "ok")])

    def test_broken_json_line(self):
        self.write("rows.jsonl", '{"formula": "BaTiO3"}\n{"formula": \n{"other": 1}\n{"formula": ["LiCoO2"]}\n')
        found = rows(self.expect(0, "", "predict", "-i", "rows.jsonl", "--format", "jsonl"))
        self.assertEqual([row["status"] for row in found], ["ok", "bad_row", "bad_row", "ok"])
        self.assertEqual(found[3]["input"], "LiCoO2")

    def test_place_of_the_fault(self):
        found = rows(self.expect(INPUT, "Ba2Xy", "parse", "Ba2Xy", "--format", "jsonl"))
        self.assertEqual((found[0]["status"], found[0]["position"]), ("bad_formula", 3))


class BadOptions(CliTest):
    def test_usage(self):
        for message, words in (("did you mean predict", ["predcit", "BaTiO3"]),
                               ("did you mean --format", ["predict", "BaTiO3", "--fromat", "csv"]),
                               ("did you mean csv", ["predict", "BaTiO3", "--format", "cvs"]),
                               ("is not in 1 to 1000", ["predict", "BaTiO3", "-k", "0"]),
                               ("needs a value", ["predict", "BaTiO3", "-k"]),
                               ("more than once", ["predict", "BaTiO3", "-k", "1", "-k", "2"]),
                               ("--stock: the value is empty", ["predict", "BaTiO3", "--stock", ""]),
                               ("--output: the value is empty", ["predict", "BaTiO3", "-o", ""]),
                               ("unknown device", ["predict", "BaTiO3", "--device", "abacus"]),
                               ("which command of data?", ["data"]),
                               ("--formula-column", ["predict", "BaTiO3", "--formula-column", "a"]),
                               ("nothing to do", ["predict"]),
                               ("nothing to do", ["balance"]),
                               ("--precursors", ["balance", "BaTiO3"]),
                               ("both", ["predict", "BaTiO3", "-i", "x.txt"]),
                               ("--format", ["predict", "BaTiO3", "-o", "x.h5", "--format", "csv"]),
                               ("--overwrite", ["predict", "BaTiO3", "--overwrite"]),
                               ("--unbalanced", ["predict", "BaTiO3", "--unbalanced", "-o", "x.h5"]),
                               ("--forbid", ["predict", "BaTiO3", "--forbid", "Xy2"]),
                               ("empty entry", ["predict", "BaTiO3", "--require", "Ba,,Ti"]),
                               ("--seed: -1 is less than 0", ["data", "split", "c.h5", "--by", "random", "--seed", "-1"]),
                               ("x", ["parse", "BaTiO3", "--var", "x=1:0:0"])):
            with self.subTest(words=words):
                self.assertEqual(self.expect(USAGE, message, *words), "")
        self.assertEqual(self.files(), [])

    def test_no_such_cuda_device(self):
        self.expect(RESOURCE, "cuda:63", "predict", "BaTiO3", "--device", "cuda:63")

    def test_model_folders(self):
        self.expect(MODEL, "nowhere", "predict", "BaTiO3", "--model", "nowhere")
        (self.folder / "hollow").mkdir()
        self.expect(MODEL, "model.json", "predict", "BaTiO3", "--model", "hollow")
        self.write("hollow/model.json", "{")
        self.expect(MODEL, "model.json", "predict", "BaTiO3", "--model", "hollow")
        self.write("hollow/model.json", '{"format": "matroute-model", "format_version": 999}')
        self.expect(MODEL, "999", "predict", "BaTiO3", "--model", "hollow")

    def test_models_of_other_features(self):
        self.write("own.csv", "target,precursors\nBaTiO3,BaCO3;TiO2\n")
        self.run_program("data", "import", "own.csv", "-o", "own.h5")
        model = self.folder / "edited"
        shutil.copytree(NETWORK_MODEL, model)
        card = (model / "model.json").read_text(encoding="utf-8")
        self.assertIn('"feature_version": 1', card)
        for version in (99, 0):
            edited = card.replace('"feature_version": 1', f'"feature_version": {version}', 1)
            (model / "model.json").write_text(edited, encoding="utf-8")
            fault = f"version {version} of the composition features"
            for words in (["predict", "BaTiO3"], ["evaluate", "own.h5"]):
                self.expect(MODEL, fault, *words, "--model", model)
            self.assertIn(fault, self.expect(MODEL, "1 fault found", "doctor", "--model", model))
            self.expect(0, "", "model", "info", model)

    def test_stock(self):
        self.expect(INPUT, "cupboard.txt", "predict", "BaTiO3", "--stock", "cupboard.txt")
        self.write("cupboard.txt", "BaCO3\nXy\n")
        self.expect(INPUT, "entry 2", "predict", "BaTiO3", "--stock", "cupboard.txt")
        self.write("cupboard.txt", f"BaCO3\nTiO2\n{FINELY_DIVIDED}\n")
        self.expect(INPUT, f"cupboard.txt, entry 3: {FINELY_DIVIDED}", "predict", "BaTiO3", "--stock", "cupboard.txt")

    def test_unbalanced_reaction(self):
        text = self.expect(CHECK, "no precursor supplies Co", "balance", "LiCoO2", "--precursors", "Li2CO3")
        self.assertEqual(json.loads(text)["status"], "unbalanced")
        self.expect(INPUT, "Xy", "balance", "LiCoO2", "--precursors", "Li2CO3,Xy")
        self.expect(INPUT, "an entry is empty", "balance", "LiCoO2", "--precursors", "Li2CO3,,Co3O4")
        text = self.expect(INPUT, "matroute: Xy2: there is no element", "balance", "Xy2", "--precursors", "Li2CO3")
        self.assertTrue(json.loads(text)["message"].startswith("there is no element"))

    def test_amounts_that_overflow_are_a_row_with_a_reason(self):
        precursors = f"{FINELY_DIVIDED},BaCO3,TiO2"
        text = self.expect(CHECK, "too finely divided", "balance", "BaTiO3", "--precursors", precursors)
        self.assertEqual(json.loads(text)["status"], "unbalanced")
        self.write("three.csv", f"target,precursors\nBaTiO3,BaCO3;TiO2\nBaTiO3,{precursors.replace(',', ';')}\n"
                                "SrTiO3,SrCO3;TiO2\n")
        answered = rows(self.expect(0, "", "balance", "-i", "three.csv"))
        self.assertEqual([row["status"] for row in answered], ["ok", "unbalanced", "ok"])


class Outputs(CliTest):
    def expect_untouched(self, name, content, *more):
        self.write(name, content)
        self.expect(OUTPUT, name, "predict", "BaTiO3", "-o", name, *more)
        self.assertEqual((self.folder / name).read_bytes(), content)
        self.assertEqual(self.files(), [name])

    def test_foreign_file_is_never_overwritten(self):
        for more in ([], ["--overwrite"]):
            self.expect_untouched("notes.h5", b"not HDF5", *more)
            self.expect_untouched("notes.h5", b"\x89HDF\r\n\x1a\n" + bytes(64), *more)
            self.expect_untouched("notes.h5", b"", *more)

    def test_truncated_results_file(self):
        self.run_program("predict", "BaTiO3", "-o", "routes.h5")
        whole = (self.folder / "routes.h5").read_bytes()
        for length in (len(whole) // 2, len(whole) - 1, 100, 7, 0):
            self.write("cut.h5", whole[:length])
            self.expect(INPUT, "cut.h5", "export", "cut.h5")
            self.assertNotIn(b"eof", self.run_program("export", "cut.h5").stderr)

    def test_truncated_files_are_faults(self):
        self.run_program("predict", "BaTiO3", "-o", "routes.h5")
        self.write("own.csv", "target,precursors\nBaTiO3,BaCO3;TiO2\n")
        self.run_program("data", "import", "own.csv", "-o", "own.h5")
        for name, commands in (("routes.h5", (["validate"],)), ("own.h5", (["validate"], ["data", "validate"]))):
            whole = (self.folder / name).read_bytes()
            self.write("cut.h5", whole[: len(whole) // 2])
            for command in commands:
                self.assertNotIn("targets", self.expect(CHECK, "cut.h5", *command, "cut.h5"))

    def test_foreign_input_of_export(self):
        self.write("notes.h5", "hello")
        self.expect(INPUT, "notes.h5", "export", "notes.h5")
        self.expect(INPUT, "nowhere.h5", "export", "nowhere.h5")
        self.expect(INPUT, str(self.folder), "export", self.folder)

    def test_existing_results(self):
        self.expect(0, "1 target (1 ok)", "predict", "BaTiO3", "-o", "routes.h5")
        before = (self.folder / "routes.h5").read_bytes()
        self.expect(OUTPUT, "routes.h5", "predict", "LiCoO2", "-o", "routes.h5")
        self.assertEqual((self.folder / "routes.h5").read_bytes(), before)
        self.expect(0, "1 target (1 ok)", "predict", "LiCoO2", "-o", "routes.h5", "--overwrite")
        self.assertEqual(rows(self.expect(0, "", "export", "routes.h5"))[0]["input"], "LiCoO2")
        self.assertEqual(self.files(), ["routes.h5"])

    def test_output_that_cannot_be_created(self):
        self.expect(OUTPUT, "nowhere", "predict", "BaTiO3", "-o", "nowhere/routes.h5")
        (self.folder / "taken.h5").mkdir()
        self.expect(OUTPUT, "taken.h5", "predict", "BaTiO3", "-o", "taken.h5")
        self.expect(OUTPUT, "taken.h5", "predict", "BaTiO3", "-o", "taken.h5", "--overwrite")

    def test_corpora_and_lists_of_rejects(self):
        self.write("own.csv", "target,precursors\nBaTiO3,BaCO3;TiO2\nXy,BaO\n")
        self.write("thesis.tex", "precious")
        words = ["data", "import", "own.csv", "-o", "own.h5", "--quarantine"]
        for more in ([], ["--overwrite"]):
            self.expect(OUTPUT, "thesis.tex", *words, "thesis.tex", *more)
        self.expect(USAGE, "same file", *words, "own.h5")
        self.assertEqual((self.folder / "thesis.tex").read_text(), "precious")
        self.assertEqual(self.files(), ["own.csv", "thesis.tex"])
        for more in ([], ["--overwrite"]):
            self.expect(0, "1 recipe from 2 records\n", *words, "rejects.jsonl", *more)
        # Said before the work, so without its report.
        self.assertNotIn(b"recipes from", self.run_program("data", "import", "own.csv", "-o", "nowhere/own.h5").stderr)
        self.expect(OUTPUT, "nowhere: no such folder", "data", "import", "own.csv", "-o", "nowhere/own.h5")
        self.expect(OUTPUT, "too long", "data", "import", "own.csv", "-o", "x" * 300)

    def test_model_folders(self):
        self.write("own.csv", "target,precursors\nBaTiO3,BaCO3;TiO2\n")
        self.run_program("data", "import", "own.csv", "-o", "own.h5")
        train = ["train", "own.h5", "-o"]
        self.expect(0, "1 recipe, 0 left out", *train, "model")
        self.expect(OUTPUT, "model exists", *train, "model")
        self.expect(0, "1 recipe, 0 left out", *train, "model", "--overwrite")
        self.write("model/notes.txt", "precious")
        self.expect(OUTPUT, "notes.txt", *train, "model", "--overwrite")
        self.assertEqual((self.folder / "model/notes.txt").read_text(), "precious")
        self.expect(OUTPUT, "too long", *train, "x" * 300)

    def test_training_of_networks(self):
        self.write("own.csv", "target,precursors,doi\nBaTiO3,BaCO3;TiO2,10.1/a\nSrTiO3,SrCO3;TiO2,10.1/a\n")
        self.run_program("data", "import", "own.csv", "-o", "own.h5")
        self.write("thesis.tex", "precious")
        train = ["train", "own.h5", "-o", "model"]
        for flags in (["--members", "3"], ["--seed", "1"], ["--resume"], ["--metrics", "m"], ["--config", "c.json"]):
            self.expect(USAGE, f"{flags[0]} is for --ranker network alone", *train, *flags)
        network = [*train, "--ranker", "network"]
        self.expect(USAGE, "--target-elements", *network, "--target-elements", "key")
        self.expect(INPUT, "c.json: no such file", *network, "--config", "c.json")
        self.expect(INPUT, "is a directory", *network, "--config", ".")
        self.write("c.json", '{"epoch": 8}')
        self.expect(USAGE, 'c.json: there is no option "epoch"', *network, "--config", "c.json")
        for more in ([], ["--overwrite"], ["--resume"]):
            self.expect(OUTPUT, "thesis.tex", *network, "--metrics", "thesis.tex", *more)
        self.assertEqual((self.folder / "thesis.tex").read_text(), "precious")
        self.expect(INPUT, "so few papers", *network)
        self.assertEqual(self.files(), ["c.json", "own.csv", "own.h5", "thesis.tex"])
        self.expect(USAGE, "--finetune is for --ranker network alone", *train, "--ranker", "counting", "--finetune", "x")
        self.expect(MODEL, "nowhere: there is no such model folder", *train, "--finetune", "nowhere")
        self.expect(0, "2 recipes", "train", "own.h5", "-o", "counts")
        self.expect(MODEL, "--finetune needs a network model", *train, "--finetune", "counts")

    def test_bad_run_leaves_the_output_alone(self):
        self.expect(INPUT, "nowhere.txt", "predict", "-i", "nowhere.txt", "-o", "routes.h5")
        self.expect(MODEL, "nowhere", "predict", "BaTiO3", "--model", "nowhere", "-o", "routes.h5")
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    unittest.main()
