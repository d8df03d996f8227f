#!/usr/bin/env python3
"""Compares the answers of two programs, or of one program run in two ways, target by target.

usage: compare_programs.py A B [--model-a DIR] [--model-b DIR] [--formulas FILE] [-n 8000] [-k 10]
                           [--args-a='--batch-size 7'] [--args-b='...'] [--tolerance 1e-6] [--bits]
exit: 0 nothing differs but by rounding, 1 something does, 2 a program could not be run

Status, routes, their order, methods, equations, components, warnings and every other field must be equal; probabilities
and confidence may differ by the tolerance. Routes whose probabilities lie within the tolerance of each other may stand in
another order: such rows are counted as ties. --bits allows no difference at all. Without --formulas the targets are
made up, the same in every run: prototypes with other elements in their sites, doped, hydrated, mixed, odd and unreadable.
"""
import argparse
import csv
import itertools
import json
import random
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

NUMBERS = ("probability", "confidence", "score")  # fields that may differ by rounding
SHOWN = 10  # differing rows that are printed
STUCK = 600  # seconds that a program may take to end after its last line

# Letters in braces are sites, see SITES; {x}, {y} and {z} are x, 1 - x and 2 - x.
PROTOTYPES = """
{A}O {M}O {R}2O3 {T}O2 {P}2O5 {W}O3 {M}3O4 {L}2O {L}{M}O2 {L}2{T}O3 {L}4{T}5O12 {L}{M}2O4 {L}{M}PO4 {L}3{M}2P3O12 {L}2{M}SiO4
{L}{M}{x}{N}{y}O2 {L}{M}1/3{N}1/3Co1/3O2 {L}Ni0.8Co0.1{M}0.1O2 {L}1.2{M}0.4{N}0.4O2 {L}2{M}P2O7 {L}3{M}PO4CO3 {L}{M}SO4F
{A}{T}O3 {A}2{T}O4 {A}3{T}2O7 {A}{T}{x}{U}{y}O3 {A}{x}{B}{y}{T}O3 {A}{M}{x}{T}{y}O3 {A}2{M}{P}O6 {A}2{M}{W}O6 {A}3{M}{P}2O9
{A}{M}12O19 {A}2{M}2O5 {A}{M}O3 {A}{M}2O4 {A}6{T}O8 {A}{W}O4 {A}2{P}2O7 {A}{P}2O6 {A}3{P}2O8 {A}5P3O12{X} {A}10(PO4)6(OH)2
{A}Al2O4 {A}Al2Si2O8 {A}Al12O19 {A}MgAl10O17 {A}3Al2O6 {A}2SiO4 {A}SiO3 {A}3MgSi2O8 {A}2MgSi2O7 {A}3{R}2Si3O12 {A}B4O7
{A}3B2O6 {R}{M}O3 {R}{x}{A}{y}{M}O3 {R}{x}{A}{y}{M}{x}{N}{y}O3 {R}2{M}O4 {R}2{A}{M}2O7 {R}4{M}3O10 {R}2{M}{N}O6 {R}3{M}5O12
{R}3Al5O12 {R}2{T}2O7 {R}2{T}O5 {R}2{W}O6 {R}2{W}3O12 {R}{P}O4 {R}2O2S {R}O{X} {R}{X}3 {R}PO4 {R}BO3 {R}3{P}O7 {R}2SiO5
{R}2Si2O7 {R}AlO3 {R}Ba2Cu3O7 {R}Ba2Cu3O7-δ {R}BaCo4O7 {R}2CuO4 {R}1.85Sr0.15CuO4 Bi2Sr2CaCu2O8 Bi4Ti3O12 {A}Bi4Ti4O15 Bi{M}O3
Bi{x}{R}{y}{M}O3 {R}{M}{x}{N}{y}O3 {R}{M}AsO {R}FeAsO{x}F{y} {A}Fe2As2 {A}2{T}S4 {A}{T}S3 {M}S {M}S2 {M}2S3 {M}{Q} Cu2{M}SnS4
CuIn{Q}2 Cu{M}S2 {L}{X} {A}{X}2 {L}{A}{X}3 {L}2{M}{X}4 {L}3{M}{X}6 {L}{R}{X}4 {A}2{X}2 {L}2{T}{X}6 Cs{B}{X}3 Cs2{L}Bi{X}6
{A}{X}{Q} {A}MgF4 Ba{X}Br {L}7{R}3{T}2O12 {L}6.4{R}3{T}1.4Ta0.6O12 {L}3{R}3Te2O12 {L}1.3Al0.3Ti1.7(PO4)3 {L}10GeP2S12 {L}3PS4
{L}6PS5{X} {L}2{M}(MoO4)2 Na{x}{M}O2 Na2/3{M}2/3{N}1/3O2 Na3{M}2(PO4)2F3 Na3Zr2Si2PO12 Na4{M}3(PO4)2P2O7 K0.5Na0.5NbO3
K{x}Na{y}NbO3 K2{M}F4 KMgF3 {L}NbO3 {M}{N}2O4 {M}{x}{N}{z}Fe{y}O4 Zn{x}{M}{y}Fe2O4 {M}Fe2O4 {M}Cr2O4 {M}Al2O4 {M}TiO3 {M}2TiO4
{M}WO4 {M}MoO4 {M}V2O6 {M}3V2O8 {M}Sb2O6 {M}2SiO4 {M}CO3 {M}SO4 {M}3(PO4)2 {M}2P2O7 {M}C2O4 {M}(OH)2 {M}OOH {T}{W}2O8 {T}P2O7
{T}SiO4 {T}N {R}N {A}3N2 {A}2Si5N8 {A}AlSiN3 {A}Si2O2N2 {A}TaO2N {R}TiO2N Ta3N5 {T}C {T}B2 {A}B6 {M}2B {M}Si2 {M}2Sb Mg2{T}
{R}Ni5 {A}2{R}{P}O6 Pb{T}O3 Pb(Mg1/3Nb2/3)O3 Pb{T}{x}{U}{y}O3 0.9PbMg1/3Nb2/3O3-0.1PbTiO3 {x}{A}TiO3-{y}{B}ZrO3
{x}BiFeO3-{y}{A}TiO3 {x}K0.5Na0.5NbO3-{y}LiSbO3 {A}SO4·2H2O {M}SO4·7H2O {M}(NO3)2·6H2O {A}3Al2O6·6H2O {M}C2O4.2H2O
{M}3(PO4)2·8H2O {A}TiO(C2O4)2·4H2O {R}PO4·xH2O {L}2{M}(SO4)2•6H2O Y3Al5O12:{E}{d} {A}Al2O4:{E}{d} {A}2SiO4:{E}{d}
{R}PO4:{E}{d} {A}WO4:{E}{d} {A}MoO4:{E}{d},Li{d} {A}3MgSi2O8:{E}{d},Mn{d} {R}2O3:5%{E} {A}S:{E} {A}2P2O7:{E}{d}
{A}Ga2S4:{E}{d} {R}VO4:{E}3+ Na{R}F4:Yb{d},{E}{d} {A}F2:{E}{d} {A}2{R}4Si3O13:{E}{d} {A}{O}O3 {A}2{O}O4 {R}2{O}2O7 {L}2{O}O3
{L}3{O}O4 {M}{O}O2 {R}{O}{x}{M}{y}O3 {A}2{R}{O}O6 {Z}O2 {A}{Z}O3 {A}3{Z}O6 {A}2{M}{Z}O6 {Z}{R}2O7 (1-x){A}TiO3-xBi{M}O3
La1-xSrx{M}O3 {L}{M}O2-δ ({A}{x}{B}{y}){T}O3 ({R}{x}{A}{y})2{M}O4 {A}[{T}O3] {L}₂{M}O₃ α-{M}2O3 γ-{L}AlO2
""".split()
SITES = {
    "A": "Mg Ca Sr Ba", "B": "Ca Sr Pb Sn Zn Cd", "L": "Li Na K Rb Cs",
    "R": "La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Y Sc",
    "M": "Ti V Cr Mn Fe Co Ni Cu Zn Al Ga In", "N": "Mn Fe Co Ni Cr Al Mg Cu", "T": "Ti Zr Hf Sn Ge Si", "U": "Zr Sn Hf Mn Ce",
    "O": "Ru Rh Pd Ag Re Os Ir Pt Au", "Z": "Th U Np Pu",
    "P": "Nb Ta V Sb", "W": "W Mo Te", "X": "F Cl Br I", "Q": "S Se Te",
    "E": "Eu Tb Ce Dy Sm Er Tm Mn Cr Bi", "d": "0.01 0.02 0.05 0.1",
}
SITES = {site: elements.split() for site, elements in SITES.items()}
# What stands in real lists beside good formulas.
ODD = ["", " ", "xx", "LiFePo4", "BaTiO3,", "Ba TiO3", "BATIO3", "batio3", "H2O", "O2", "C", "Xe", "PuO2", "AcCl3", "Rf",
       "(BaTiO3", "BaTiO3)", "Ba(Ti", "0", "1", "-", "NaN", "n/a", "barium titanate", "BaTiO3/SrTiO3", "BaTiO3@SiO2",
       "Li1-xFePO4", "LaxSr1-yMnO3", "Ba-1TiO3", "BaTiO-3", "Ba0TiO3", "BaTiO3:", ":Eu", "Y2O3:200%Eu", "Ba1e3TiO3",
       "Ba99999999999999999999TiO3", "Ba1/0TiO3", "Ba1/999999937Ti1/999999929O5", "🙂", "СаО", "Ba\u200bTiO3",
       "BaTiO3 (tetragonal)", "D2O", "TiO2-x", "Fe2+O", "[Co(NH3)6]Cl3", "C6H12O6", "CH3NH3PbI3", "UO2", "ThSiO4",
       "=BaO+TiO2", "He", "NaCl" * 40, "Li" + "(" * 30 + "O" + ")" * 30, "K4[Fe(CN)6]·3H2O", "Zn4O(C8H4O4)3", "Na2B4O7.10H2O",
       "AgAuPtPdRhRuIrOs"]


def drawn(draw, prototype):
    share = draw.randrange(1, 100) / 100
    chosen = {site: draw.choice(elements) for site, elements in SITES.items()}
    return prototype.format(**chosen, x=f"{share:g}", y=f"{1 - share:.3g}", z=f"{2 - share:.3g}")


def made_up(count):
    """Yields `count` targets, the same in every run: one in 40 is odd, one in 97 was asked for before, the rest are new."""
    draw = random.Random(13)
    earlier = {}
    for place in range(count):
        if place % 97 == 96:
            text = draw.choice(list(earlier))
        elif place % 40 == 7:
            text = ODD[place // 40 % len(ODD)]
        else:
            prototypes = itertools.chain([PROTOTYPES[place % len(PROTOTYPES)]] * 4, iter(lambda: draw.choice(PROTOTYPES), None))
            text = next(text for text in (drawn(draw, prototype) for prototype in prototypes) if text not in earlier)
        earlier[text] = None
        yield text


def identity(route):
    """What makes two routes the same one: the substances put in."""
    return tuple(sorted(part["formula"] for name in ("precursors", "dopants", "media") for part in route.get(name, [])))


class Difference:
    """What differs between two answers to one target, or between many."""

    def __init__(self):
        self.kinds = set()
        self.tied = False
        self.largest = 0.0

    def number(self, kind, a, b, tolerance):
        if a == b:
            return
        if not all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in (a, b)):
            self.kinds.add(kind)
            return
        self.largest = max(self.largest, abs(a - b))
        if not abs(a - b) <= tolerance:
            self.kinds.add(kind)


def compare_fields(a, b, left_out, tolerance, difference):
    for name in sorted({*a, *b} - left_out):
        if name not in a or name not in b:
            difference.kinds.add(f"only one has {name}")
        elif name in NUMBERS:
            difference.number(name, a[name], b[name], tolerance)
        elif a[name] != b[name]:
            difference.kinds.add(name)


def only_ties(routes, others, tolerance):
    """Whether the two orders differ just within runs of routes whose probabilities lie within the tolerance of a neighbour."""
    start = 0
    for end in range(1, len(routes) + 1):
        if end < len(routes) and abs(routes[end]["probability"] - routes[end - 1]["probability"]) <= tolerance:
            continue
        if Counter(map(identity, routes[start:end])) != Counter(map(identity, others[start:end])):
            return False
        start = end
    return True


def compare_routes(routes, others, tolerance, difference):
    names, other_names = [identity(route) for route in routes], [identity(route) for route in others]
    if Counter(names) != Counter(other_names):
        difference.kinds.add("routes")
        return
    if names != other_names:
        if tolerance > 0 and only_ties(routes, others, tolerance):
            difference.tied = True
        else:
            difference.kinds.add("order")
    # Equal identities keep their order: the n-th of one list is compared with the n-th of the other.
    sorted_places = (sorted(range(len(each)), key=lambda i, each=each: (identity(each[i]), i)) for each in (routes, others))
    for place, other_place in zip(*sorted_places):
        a, b = routes[place], others[other_place]
        for name in ("precursors", "consumed", "byproducts", "dopants", "media"):
            if a.get(name) != b.get(name):
                difference.kinds.add("components")
        compare_fields(a, b, {"rank", "precursors", "consumed", "byproducts", "dopants", "media"}, tolerance, difference)


def compare(a, b, tolerance):
    """The Difference of two answers as `predict --format jsonl` prints them."""
    difference = Difference()
    compare_fields(a, b, {"routes"}, tolerance, difference)
    compare_routes(a.get("routes", []), b.get("routes", []), tolerance, difference)
    return difference


class Summary:
    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.rows = self.routes = self.identical = self.rounded = self.ties = self.different = 0
        self.by_kind, self.by_status = Counter(), Counter()
        self.largest, self.largest_at = 0.0, ""

    def add(self, line, other):
        """Counts one row; the lines are None where a program printed none."""
        self.rows += 1
        a, b = (None if text is None else json.loads(text) for text in (line, other))
        if a is None or b is None:
            self.count({"only one program has this row"}, a or b)
            return
        self.routes += len(a.get("routes", []))
        self.by_status[a.get("status", "")] += 1
        if line == other:
            self.identical += 1
            return
        found = compare(a, b, self.tolerance)
        if found.largest > self.largest:
            self.largest, self.largest_at = found.largest, a.get("input", "")
        if found.kinds or self.tolerance == 0:
            self.count(found.kinds or {"text"}, a)
        elif found.tied:
            self.ties += 1
        else:
            self.rounded += 1

    def count(self, kinds, answer):
        self.different += 1
        self.by_kind.update(kinds)
        if self.different <= SHOWN:
            print(f"  row {answer.get('row')}, {answer.get('input', '')[:60]!r}: {', '.join(sorted(kinds))}")

    def report(self):
        statuses = ", ".join(f"{count} {status}" for status, count in self.by_status.most_common())
        print(f"{self.rows} rows ({statuses}), {self.routes} routes: {self.identical} rows identical to the last digit, "
              f"{self.rounded} equal within {self.tolerance:g}, {self.ties} with ties in another order, {self.different} different")
        for kind, count in self.by_kind.most_common():
            print(f"  {kind}: {count} rows")
        at = f", for {self.largest_at[:60]!r}" if self.largest else ""
        print(f"largest difference of a number: {self.largest:.3g}{at}")


class Run:
    """A program that prints one answer a line."""

    def __init__(self, program, model, arguments, formulas, options):
        words = [program, "predict", "-i", str(formulas), "-k", str(options.k), "--format", "jsonl", "--quiet"]
        words += (["--model", model] if model else []) + shlex.split(arguments)
        self.complaints = tempfile.TemporaryFile()
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=self.complaints)

    def lines(self):
        return (line.rstrip(b"\n") for line in self.process.stdout)

    def end(self):
        """The exit code, and what stood on stderr."""
        code = self.process.wait(STUCK)
        self.complaints.seek(0)
        return code, self.complaints.read().decode(errors="replace").strip()


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", nargs=2, metavar="PROGRAM")
    parser.add_argument("--model-a")
    parser.add_argument("--model-b")
    parser.add_argument("--args-a", default="", help="further arguments of the first program: --args-a='--threads 1'")
    parser.add_argument("--args-b", default="", help="further arguments of the second")
    parser.add_argument("--formulas", type=Path, help="any file that predict -i reads; default: targets that are made up")
    parser.add_argument("-n", type=int, default=8000, help="how many targets are made up")
    parser.add_argument("-k", type=int, default=10, help="routes for each target")
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--bits", action="store_true", help="allow no difference at all")
    return parser.parse_args(arguments)


def main(arguments):
    options = options_of(arguments)
    summary = Summary(0.0 if options.bits else options.tolerance)
    with tempfile.TemporaryDirectory() as folder:
        formulas = options.formulas or Path(folder) / "formulas.csv"
        if not options.formulas:
            with open(formulas, "w", encoding="utf-8", newline="") as file:
                csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["formula"], *([text] for text in made_up(options.n))])
        runs = []
        try:
            models, further = (options.model_a, options.model_b), (options.args_a, options.args_b)
            for program, model, more in zip(options.programs, models, further):
                runs.append(Run(program, model, more, formulas, options))
            for line, other in itertools.zip_longest(*(run.lines() for run in runs)):
                summary.add(line, other)
            ends = [run.end() for run in runs]
        except OSError as error:
            print(error, file=sys.stderr)
            return 2
        finally:
            for run in runs:
                run.process.kill()
    failed = [(program, code, said) for program, (code, said) in zip(options.programs, ends) if code not in (0, 3)]
    for program, code, said in failed:
        print(f"{program} ended with {code}: {said}", file=sys.stderr)
    summary.report()
    if ends[0][0] != ends[1][0]:
        print(f"exit codes differ: {ends[0][0]} and {ends[1][0]}")
    if failed or summary.rows == 0:
        return 2
    return 1 if summary.different or ends[0][0] != ends[1][0] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
