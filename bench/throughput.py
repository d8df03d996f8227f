#!/usr/bin/env python3
"""Targets a second from a list of formulas to a results file, start-up included, and how long one formula takes.

usage: throughput.py [PROGRAM...] [-i FORMULAS.txt] [--targets 20000] [--rounds 3] [--threads 2]
Several programs are run in turn, round by round, so that they can be compared on a noisy machine. Without a list,
mixed perovskites, spinels, layered oxides and phosphors are made up: no two are alike.
"""
import argparse
import itertools
import os
import random
import statistics
import subprocess
import tempfile
import time

DIVALENT = ["Ca", "Sr", "Ba", "Mg", "Zn", "Pb"]
TRIVALENT = ["La", "Nd", "Sm", "Gd", "Y", "Bi", "Pr"]
TRANSITION = ["Ti", "Mn", "Fe", "Co", "Ni", "Cr", "Zr", "Nb", "Ta", "V"]
EUROPIUM_LIKE = ["Eu", "Tb", "Ce", "Dy", "Sm"]
FAMILIES = ["{r}{x}{a}{y}{m}O3", "Li{m}{x}{n}{y}O2", "{d}{m}{x}{n}{z}O4", "{a}3Y2Si3O12:{e}{x}", "{r}{x}{a}{y}{m}{x}{n}{y}O3",
            "{a}2P2O7:{e}{x}", "Na{x}{m}{n}O4", "{a}{m}{x}{n}{y}O3"]


def made_up(count):
    draw = random.Random(0)
    formulas = set()
    while len(formulas) < count:
        part = draw.randrange(1, 100) / 100
        a, d = draw.sample(DIVALENT, 2)
        m, n = draw.sample(TRANSITION, 2)
        formulas.add(draw.choice(FAMILIES).format(
            a=a, d=d, m=m, n=n, r=draw.choice(TRIVALENT), e=draw.choice(EUROPIUM_LIKE), x=f"{part:.2f}",
            y=f"{1 - part:.2f}", z=f"{2 - part:.2f}"))
    return sorted(formulas, key=lambda formula: draw.random())


def seconds(*words):
    start = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", nargs="*", default=["./matroute"])
    parser.add_argument("-i", "--input")
    parser.add_argument("--targets", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        listed = options.input
        if listed is None:
            listed = os.path.join(folder, "formulas.txt")
            with open(listed, "w", encoding="utf-8") as file:
                file.writelines(f"{formula}\n" for formula in made_up(options.targets))
        with open(listed, encoding="utf-8") as file:
            targets = sum(1 for line in file if line.strip())
        results = os.path.join(folder, "routes.h5")
        batch, single = ({program: [] for program in options.programs} for _ in range(2))
        for _, program in itertools.product(range(options.rounds), options.programs):
            batch[program].append(seconds(program, "predict", "-i", listed, "-k", "10", "-o", results, "--overwrite",
                                          "--threads", str(options.threads)))
            single[program].append(seconds(program, "predict", "BaTiO3", "--format", "jsonl"))
    for program in options.programs:
        took = statistics.median(batch[program])
        print(f"{program}: {targets} targets in {took:.1f} s, {targets / took:.0f} a second; "
              f"one formula {statistics.median(single[program]):.2f} s (medians of {options.rounds})")


if __name__ == "__main__":
    main()
