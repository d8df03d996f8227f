"""What the scripts of this folder share: recipes of a corpus, compositions of precursors, routes of a model."""
import csv
import json
import re
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path

TOP = (1, 3, 5, 10, 20)


def run(*words, **options):
    return subprocess.run([str(word) for word in words], check=True, **options)


def read(*words):
    return run(*words, stdout=subprocess.PIPE).stdout.decode().splitlines()


def read_recipes(program, corpus):
    """Dicts of strings; precursors are a list."""
    recipes = list(csv.DictReader(read(program, "data", "export", corpus, "--format", "csv")))
    for recipe in recipes:
        recipe["precursors"] = recipe["precursors"].split(";")
    return recipes


def write_recipes(path, recipes):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, recipes[0].keys())
        writer.writeheader()
        for recipe in recipes:
            writer.writerow({**recipe, "precursors": ";".join(recipe["precursors"])})


def read_compositions(program, formulas):
    """Formula -> its atoms' shares to three digits, crystal water left out: formulas of equal shares are one precursor."""
    dry = {formula: re.sub(r"[·.][\dxn.]*H2O$", "", formula) for formula in formulas}
    listed = sorted(set(dry.values()))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as asked:
        asked.write("".join(f"{formula}\n" for formula in listed))
        asked.flush()
        lines = read(program, "parse", "-i", asked.name, "--format", "jsonl")
    shares = {}
    for formula, line in zip(listed, lines, strict=True):
        if json.loads(line)["status"] != "ok":
            raise SystemExit(f"{formula} cannot be read: {json.loads(line)['message']}")
        amounts = {element: Fraction(amount) for element, amount in json.loads(line)["composition"].items()}
        total = sum(amounts.values())
        shares[formula] = tuple(sorted((element, round(float(amount / total), 3)) for element, amount in amounts.items()))
    return {formula: shares[dry[formula]] for formula in formulas}


class SetReader:
    """Sets of formulas to sets of compositions, gases of the furnace left out."""

    GASES = ("O2", "H2", "N2", "CO2", "H2O", "NH3", "CO", "Ar", "He")

    def __init__(self, program, formulas):
        self.compositions = read_compositions(program, sorted({*formulas, *self.GASES}))
        self.gases = {self.compositions[gas] for gas in self.GASES}

    def __call__(self, formulas):
        return frozenset(self.compositions[formula] for formula in formulas) - self.gases


def predict(program, recipes, model, *options):
    """The routes of each recipe's target by its own method, best first: lists of formulas; none for other methods."""
    answers = [[] for _ in recipes]
    for method in sorted({recipe["method"] for recipe in recipes} & {"solid-state", "sol-gel"}):
        rows = [row for row, recipe in enumerate(recipes) if recipe["method"] == method]
        with tempfile.TemporaryDirectory() as folder:
            asked = Path(folder) / "targets.csv"
            write_recipes(asked, [recipes[row] for row in rows])
            lines = read(program, "predict", "-i", asked, "--formula-column", "target", "--model", model, "--method",
                         method, "-k", TOP[-1], "--format", "jsonl", *options)
        for row, line in zip(rows, lines, strict=True):
            routes = json.loads(line)["routes"]
            answers[row] = [[precursor["formula"] for precursor in route["precursors"]] for route in routes]
    return answers
