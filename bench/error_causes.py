#!/usr/bin/env python3
"""Why route 1 is not the recorded one: recipes of a corpus that a model has not seen, counted by cause.

usage: error_causes.py VALID.h5 TRAIN.h5 --model DIR [--program ./matroute]
TRAIN.h5 is what the model was trained on. Every row has one cause, the first that fits:
  unknown precursor    the record names a precursor that no recipe of TRAIN.h5 names
  does not balance     no gases balance the recorded set: a source is missing, or a name was read wrongly
  no route             nothing was found
  several valid recipes  route 1 is what another paper, of either corpus, recorded for the same target
  number of sources    the record or route 1 has more precursors: two forms of one element, or an aid such as citric acid
  several differ       more than one precursor differs
  other A, A or B      one precursor differs: another of the same kind of salt, or one of another kind
"""
import argparse
import collections
import json
import tempfile

from recipe_tools import TOP, SetReader, predict, read, read_recipes, write_recipes

HALOGENS = {"F", "Cl", "Br", "I"}


def kind(composition):
    share = dict(composition)
    if len(share) == 1:
        return "element"
    if HALOGENS & share.keys():
        return "halide"
    oxygen = share.get("O", 0)
    if "N" in share and "C" not in share:
        if "H" in share and oxygen < 2.9 * share["N"]:
            return "ammonium salt"
        return "nitrate" if oxygen else "nitride"
    if "C" in share and oxygen:
        return "carbonate" if oxygen > 2.9 * share["C"] else "organic salt"
    for element, name in (("C", "carbide"), ("H", "hydroxide"), ("O", "oxide")):
        if element in share:
            return name
    return "compound"


def balances(program, recipes):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as asked:
        write_recipes(asked.name, recipes)
        return [json.loads(line)["status"] == "ok" for line in
                read(program, "balance", "-i", asked.name, "--format", "json")]


def difference(recorded, predicted):
    missed, instead = recorded - predicted, predicted - recorded
    if len(recorded) != len(predicted):
        return "number of sources"
    if len(missed) > 1:
        return "several differ"
    kinds = sorted((kind(next(iter(missed))), kind(next(iter(instead)))))
    return f"other {kinds[0]}" if kinds[0] == kinds[1] else f"{kinds[0]} or {kinds[1]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("valid")
    parser.add_argument("train")
    parser.add_argument("--model", required=True)
    parser.add_argument("--program", default="./matroute")
    options = parser.parse_args()

    recipes = read_recipes(options.program, options.valid)
    others = read_recipes(options.program, options.train)
    formulas = {formula for recipe in recipes + others for formula in recipe["precursors"]}
    answers = predict(options.program, recipes, options.model)
    formulas |= {formula for routes in answers for route in routes for formula in route}
    set_of = SetReader(options.program, formulas)
    known = frozenset().union(*(set_of(recipe["precursors"]) for recipe in others))
    papers = collections.defaultdict(set)  # by target and set
    for recipe in recipes + others:
        papers[recipe["target"], set_of(recipe["precursors"])].add(recipe["doi"])

    causes = collections.defaultdict(collections.Counter)  # by method
    late = collections.defaultdict(collections.Counter)    # of them, beyond route 20
    total = collections.Counter()
    balanced = balances(options.program, recipes)
    for recipe, routes, ok in zip(recipes, answers, balanced, strict=True):
        recorded = set_of(recipe["precursors"])
        sets = [set_of(route) for route in routes]
        total[recipe["method"]] += 1
        if sets and sets[0] == recorded:
            continue
        if not recorded <= known:
            cause = "unknown precursor"
        elif not ok:
            cause = "does not balance"
        elif not sets:
            cause = "no route"
        elif papers[recipe["target"], sets[0]] - {recipe["doi"]}:
            cause = "several valid recipes"
        else:
            cause = difference(recorded, sets[0])
        causes[recipe["method"]][cause] += 1
        late[recipe["method"]][cause] += recorded not in sets[:TOP[-1]]
    for method, rows in total.items():
        print(f"{method}: {rows} recipes; per cent where route 1 is another, and where routes 1 to {TOP[-1]} are")
        for cause, count in causes[method].most_common():
            print(f"  {cause:<32}{100 * count / rows:5.1f} {100 * late[method][cause] / rows:5.1f}")
        count, missed = causes[method].total(), late[method].total()
        print(f"  {'all':<32}{100 * count / rows:5.1f} {100 * missed / rows:5.1f}")


if __name__ == "__main__":
    main()
