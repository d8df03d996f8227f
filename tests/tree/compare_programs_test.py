"""scripts/compare_programs.py on made-up answers: it must see each kind of difference, and no other."""
import copy
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent.parent / "scripts" / "compare_programs.py"
SPEC = importlib.util.spec_from_file_location("compare_programs", SCRIPT)
PROGRAMS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PROGRAMS)


def route(rank, probability, *precursors):
    return {"rank": rank, "probability": probability, "method": "solid-state",
            "precursors": [{"formula": formula, "coefficient": "1"} for formula in precursors], "consumed": [],
            "byproducts": [{"formula": "CO2", "coefficient": "1"}], "dopants": [], "media": [],
            "equation": " + ".join(precursors), "warnings": [], "steps": []}


def answer(row=0):
    return {"row": row, "id": "", "input": "BaTiO3", "formula": "BaTiO3", "status": "ok", "message": "", "warnings": [],
            "confidence": 0.8, "out_of_domain": False,
            "routes": [route(1, 0.5, "BaCO3", "TiO2"), route(2, 0.2, "BaO", "TiO2"), route(3, 0.2 - 5e-7, "BaCO3", "Ti"),
                       route(4, 0.05, "BaO2", "TiO2")]}


def swapped(whole, i, j):
    """The answer with two routes in each other's place, ranks as they stand and probabilities falling."""
    routes = whole["routes"]
    routes[i], routes[j] = routes[j], routes[i]
    for name in ("rank", "probability"):
        routes[i][name], routes[j][name] = routes[j][name], routes[i][name]
    return whole


class Compare(unittest.TestCase):
    def kinds(self, change, tolerance=1e-6):
        """Kinds of difference after a change of the second answer."""
        other = answer()
        change(other)
        found = PROGRAMS.compare(answer(), other, tolerance)
        mirrored = PROGRAMS.compare(other, answer(), tolerance)
        self.assertEqual((found.kinds, found.tied), (mirrored.kinds, mirrored.tied))
        return found

    def test_equal_answers(self):
        found = self.kinds(lambda a: None)
        self.assertEqual((found.kinds, found.tied, found.largest), (set(), False, 0))

    def test_fields_of_a_target(self):
        for field, value in (("status", "no_route"), ("message", "no"), ("warnings", ["w"]), ("formula", "BaTi"), ("row", 1),
                             ("out_of_domain", True), ("input", "x")):
            with self.subTest(field=field):
                self.assertEqual(self.kinds(lambda a, f=field, v=value: a.update({f: v})).kinds, {field})

    def test_fields_of_a_route(self):
        for field, value in (("method", "sol-gel"), ("equation", "x"), ("warnings", ["w"]), ("steps", [1])):
            with self.subTest(field=field):
                self.assertEqual(self.kinds(lambda a, f=field, v=value: a["routes"][3].update({f: v})).kinds, {field})

    def test_components(self):
        for field in ("consumed", "byproducts"):
            change = [{"formula": "O2", "coefficient": "1/2"}]
            self.assertEqual(self.kinds(lambda a, f=field: a["routes"][1].update({f: change})).kinds, {"components"})
        self.assertEqual(self.kinds(lambda a: a["routes"][1]["precursors"][0].update(coefficient="2")).kinds, {"components"})

    def test_numbers_within_and_beyond_the_tolerance(self):
        def moved(by):
            return lambda a: a["routes"][0].update(probability=0.5 + by)
        self.assertEqual(self.kinds(moved(9e-7)).kinds, set())
        self.assertAlmostEqual(self.kinds(moved(9e-7)).largest, 9e-7)
        self.assertEqual(self.kinds(moved(2e-6)).kinds, {"probability"})
        self.assertEqual(self.kinds(moved(9e-7), tolerance=0).kinds, {"probability"})
        self.assertEqual(self.kinds(lambda a: a.update(confidence=0.8001)).kinds, {"confidence"})

    def test_what_is_no_number(self):
        for value in (None, float("nan"), "0.5", True):
            self.assertEqual(self.kinds(lambda a, v=value: a["routes"][0].update(probability=v)).kinds, {"probability"})

    def test_other_routes(self):
        self.assertEqual(self.kinds(lambda a: a["routes"].pop()).kinds, {"routes"})
        self.assertEqual(self.kinds(lambda a: a["routes"][3]["precursors"][0].update(formula="Ba(OH)2")).kinds, {"routes"})
        self.assertEqual(self.kinds(lambda a: a["routes"][3].update(dopants=[{"formula": "CeO2"}])).kinds, {"routes"})

    def test_a_swap_of_neighbours_within_the_tolerance_is_a_tie(self):
        found = self.kinds(lambda a: swapped(a, 1, 2))
        self.assertEqual((found.kinds, found.tied), (set(), True))
        self.assertEqual(self.kinds(lambda a: swapped(a, 1, 2), tolerance=1e-7).kinds, {"order", "probability"})
        self.assertEqual(self.kinds(lambda a: swapped(a, 1, 2), tolerance=0).kinds, {"order", "probability"})

    def test_a_swap_of_others_is_another_order(self):
        self.assertEqual(self.kinds(lambda a: swapped(a, 0, 1)).kinds, {"order", "probability"})
        self.assertEqual(self.kinds(lambda a: a["routes"].reverse()).kinds, {"order"})

    def test_a_field_that_one_has_not(self):
        self.assertEqual(self.kinds(lambda a: a.update(molar_mass=1)).kinds, {"only one has molar_mass"})
        self.assertEqual(self.kinds(lambda a: a["routes"][0].pop("steps")).kinds, {"only one has steps"})

    def test_two_routes_of_the_same_set(self):
        def twice(a):
            a["routes"].append(copy.deepcopy(a["routes"][0]) | {"method": "sol-gel", "rank": 5})
        left, right = answer(), answer()
        twice(left)
        twice(right)
        self.assertEqual(PROGRAMS.compare(left, right, 1e-6).kinds, set())
        right["routes"][-1]["method"] = "solid-state"
        self.assertEqual(PROGRAMS.compare(left, right, 1e-6).kinds, {"method"})


class MadeUp(unittest.TestCase):
    def test_targets_are_the_same_in_every_run_and_mostly_new(self):
        first = list(PROGRAMS.made_up(3000))
        self.assertEqual(first, list(PROGRAMS.made_up(3000)))
        self.assertGreater(len(set(first)), 2900)
        self.assertTrue(set(PROGRAMS.ODD) <= set(first))
        self.assertFalse([text for text in first if "{" in text])


class Whole(unittest.TestCase):
    """The script with programs that print what a file holds."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def program(self, name, answers, code=0):
        printed = self.folder / f"{name}.jsonl"
        printed.write_text("".join(json.dumps(a) + "\n" for a in answers), encoding="utf-8")
        program = self.folder / name
        program.write_text(f"#!/bin/sh\necho \"$@\" >> {self.folder}/calls\ncat {printed}\necho trouble >&2\nexit {code}\n",
                           encoding="utf-8")
        program.chmod(0o755)
        return str(program)

    def run_script(self, *words):
        done = subprocess.run([sys.executable, str(SCRIPT), *words], capture_output=True, text=True, check=False, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def test_a_program_and_itself(self):
        same = self.program("a", [answer(i) for i in range(3)])
        status, said = self.run_script(same, same, "-n", "50", "--bits")
        self.assertEqual(status, 0, said)
        self.assertIn("3 rows (3 ok), 12 routes: 3 rows identical to the last digit", said)

    def test_rounding_and_bits(self):
        a = self.program("a", [answer(0), answer(1)])
        b = self.program("b", [answer(0), answer(1) | {"confidence": 0.8 + 5e-8}])
        status, said = self.run_script(a, b)
        self.assertEqual(status, 0, said)
        self.assertIn("1 equal within 1e-06", said)
        self.assertIn("largest difference of a number: 5e-08, for 'BaTiO3'", said)
        status, said = self.run_script(a, b, "--bits")
        self.assertEqual(status, 1, said)
        self.assertIn("confidence: 1 rows", said)

    def test_a_difference(self):
        a = self.program("a", [answer(0), answer(1)])
        b = self.program("b", [answer(0), answer(1) | {"status": "failed"}])
        status, said = self.run_script(a, b)
        self.assertEqual(status, 1, said)
        self.assertIn("row 1, 'BaTiO3': status", said)
        self.assertIn("status: 1 rows", said)

    def test_rows_that_one_has_not(self):
        a = self.program("a", [answer(0), answer(1)])
        b = self.program("b", [answer(0)])
        status, said = self.run_script(a, b)
        self.assertEqual(status, 1, said)
        self.assertIn("only one program has this row: 1 rows", said)

    def test_exit_codes(self):
        a = self.program("a", [answer(0)])
        status, said = self.run_script(a, self.program("b", [answer(0)], 3))
        self.assertEqual(status, 1, said)
        self.assertIn("exit codes differ: 0 and 3", said)
        status, said = self.run_script(a, self.program("c", [answer(0)], 5))
        self.assertEqual(status, 2, said)
        self.assertIn("ended with 5: trouble", said)
        status, said = self.run_script(a, str(self.folder / "absent"))
        self.assertEqual(status, 2, said)
        empty = self.program("d", [])
        self.assertEqual(self.run_script(empty, empty)[0], 2)

    def test_arguments_reach_the_programs(self):
        a, b = self.program("a", [answer(0)]), self.program("b", [answer(0)])
        self.assertEqual(self.run_script(a, b, "--formulas", "f.csv", "--model-a", "M", "-k", "7", "--args-b=--batch-size 7")[0], 0)
        calls = (self.folder / "calls").read_text(encoding="utf-8").splitlines()
        self.assertIn("predict -i f.csv -k 7 --format jsonl --quiet --model M", calls)
        self.assertIn("predict -i f.csv -k 7 --format jsonl --quiet --batch-size 7", calls)


if __name__ == "__main__":
    unittest.main()
