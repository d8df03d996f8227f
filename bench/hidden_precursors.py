#!/usr/bin/env python3
"""How often a model finds precursors that no recipe of its training names, once a stock offers them.

usage: hidden_precursors.py CORPUS.h5 FOLDER [--share 0.05] [--seed 0] [--program ./matroute]
A share of the corpus's precursors is drawn and hidden: every paper that uses one of them is kept from training, and its
recipes that use one are the questions. The stock that is offered holds every precursor of the corpus. FOLDER keeps the
files that were made; a model that stands there already, for the same questions, is not trained again.
"""
import argparse
import collections
import random
from pathlib import Path

from recipe_tools import TOP, SetReader, predict, read_recipes, run, write_recipes


def train(program, recipes, folder):
    written = folder / "train.csv"
    before = written.read_bytes() if written.exists() else None
    write_recipes(written, recipes)
    if (folder / "model").exists():
        if before != written.read_bytes():
            raise SystemExit(f"{folder / 'model'} was trained on other recipes: name another folder")
        return
    run(program, "data", "import", folder / "train.csv", "-o", folder / "train.h5", "--overwrite")
    run(program, "train", folder / "train.h5", "--ranker", "network", "-o", folder / "model", "--resume")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--program", default="./matroute")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)

    recipes = read_recipes(options.program, options.corpus)
    formulas = sorted({formula for recipe in recipes for formula in recipe["precursors"]})
    set_of = SetReader(options.program, formulas)
    precursors = sorted(set_of(formulas))
    hidden = set(random.Random(options.seed).sample(precursors, round(options.share * len(precursors))))

    questions = [recipe for recipe in recipes if set_of(recipe["precursors"]) & hidden]
    if not questions:
        raise SystemExit("no recipe uses a hidden precursor: raise --share")
    papers = {recipe["doi"] for recipe in questions}
    train(options.program, [recipe for recipe in recipes if recipe["doi"] not in papers], options.folder)
    stock = options.folder / "stock.txt"
    stock.write_text("".join(f"{formula}\n" for formula in {set_of([f]): f for f in formulas}.values()))

    found = {k: collections.Counter() for k in TOP}  # by precursor
    asked = collections.Counter()
    exact = dict.fromkeys(TOP, 0)
    answers = predict(options.program, questions, options.folder / "model", "--stock", stock)
    for recipe, routes in zip(questions, answers, strict=True):
        recorded = set_of(recipe["precursors"])
        sets = [set_of(route) for route in routes]
        asked.update(recorded & hidden)
        for k in TOP:
            found[k].update(precursor for precursor in recorded & hidden if any(precursor in one for one in sets[:k]))
            exact[k] += recorded in sets[:k]
    print(f"{len(hidden)} of {len(precursors)} precursors hidden, {len(questions)} recipes of {len(papers)} papers use one")
    shares = {"hidden precursor in a route": {k: found[k].total() / asked.total() for k in TOP},
              "the same, mean of precursors": {k: sum(found[k][p] / asked[p] for p in asked) / len(asked) for k in TOP},
              "exact set": {k: exact[k] / len(questions) for k in TOP}}
    for name, share in shares.items():
        print(f"{name:<30}" + "  ".join(f"@{k} {100 * share[k]:.1f}" for k in TOP))


if __name__ == "__main__":
    main()
