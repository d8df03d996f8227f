#!/usr/bin/env python3
"""Checks the layers of the house: what a room includes and links, that files include each other in no circle, and where
the headers of large libraries and OpenMP may appear; and that each room's README says the same.

usage: check_layers.py ROOT     exit 0 clean, 1 a rule is broken (each breach on a line), 2 ROOT is not the project
"""
import re
import sys
from fnmatch import fnmatch
from pathlib import Path

# Room -> the rooms that it may include and link besides itself. A file belongs to the longest room its folder begins with.
MAY_INCLUDE = {
    "base": [],
    "chem": ["base"],
    "datasets/io": ["base"],
    "datasets/recipes": ["base", "chem", "datasets/io"],
    "datasets/results": ["base", "chem", "datasets/io"],
    "model/tensors": ["base"],
    "model/search": ["base", "chem", "datasets/results"],
    "model/counting": ["base", "chem", "model/tensors", "model/search"],
    "model/rerank": ["base", "chem", "model/tensors", "model/search", "model/counting"],
    "model/network": ["base", "chem", "model/tensors", "model/search", "model/counting", "model/rerank"],
    "model/folder": ["base", "chem", "model/tensors", "model/search", "model/counting", "model/rerank", "model/network"],
    "train": ["base", "chem", "datasets/io", "datasets/recipes", "datasets/results", "model/tensors", "model/search",
              "model/counting", "model/rerank", "model/network", "model/folder"],
    "predict/stream": ["base", "chem", "datasets/io"],
    "predict/report": ["base", "chem", "datasets/results", "predict/stream"],
    "predict": ["base", "chem", "datasets/io", "datasets/results", "model/tensors", "model/search", "model/counting",
                "model/network", "model/rerank", "model/folder", "predict/report", "predict/stream"],
    "cli": None,  # all
}

# Heads: wings of the model that answer what the search does not ask. A head that has no folder yet is no fault.
HEADS = {room: ["base", "chem", "model/tensors", "model/search"] for room in ("model/steps", "model/precedents")}
MAY_INCLUDE_HEADS = {"model/folder", "train", "predict", "cli"}

# Rooms, headers that they never include, and the sentence that says so. An entry above cannot allow what stands here.
NEVER = [
    ("datasets/io", r"chem/", "datasets/io knows no chemistry"),
    ("train", r"datasets/results/\w*(writer|stitch|parts|tables|schema|summary)\w*\.h", "train writes no results"),
    ("predict", r"datasets/recipes/", "predict includes nothing of datasets/recipes"),
]

# Targets of CMake, what none of them may link, by however many others, and the sentence that says so.
NEVER_LINKED = [
    ("matroute_base", "Torch::Torch", "base links no libtorch"),
    ("matroute_chem", "Torch::Torch", "chem links no libtorch"),
    ("matroute_datasets_*", "Torch::Torch", "datasets link no libtorch"),
    ("matroute_predict_report", "Torch::Torch", "predict/report links no libtorch"),
    ("matroute_predict_stream", "Torch::Torch", "predict/stream links no libtorch"),
    ("matroute_model_search", "Torch::Torch", "model/search links no libtorch"),
    ("matroute", "Torch::Torch", "the program starts without libtorch"),
    ("matroute_datasets_io", "matroute_chem", "datasets/io knows no chemistry"),
]

# A public header and the files that only help its source count as one file where circles are looked for.
GROUPS = {
    "chem/formula": "chem/formula_*",
    "chem/balance": "chem/gas_* chem/balance_*",
    "predict/report/report": "predict/report/report_*",
}

# Library, its headers, rooms whose sources may include it, rooms whose headers may too; a folder stands for its rooms.
LIBRARIES = [
    ("RDKit", r"(rdkit|GraphMol|RDGeneral|DataStructs|Geometry|Catalogs|ForceField)/", {"chem"}, set()),
    ("HDF5", r"(hdf5|H5\w*)(_hl)?\.h$", {"datasets"}, set()),
    ("simdjson", r"simdjson", {"datasets", "tests/fuzz"}, {"datasets"}),
    ("torch/torch.h", r"torch/torch\.h$", {"model", "train", "predict"}, set()),
    ("libtorch", r"(torch|ATen|c10|caffe2)/", {"model", "train", "predict"}, {"model"}),
    ("CLI11", r"CLI/", {"cli"}, {"cli"}),
]

README_LINES = 30

INCLUDE = re.compile(r'\s*#\s*include\s*[<"]([^>"]+)[>"]')
OPENMP = re.compile(r"\s*#\s*pragma\s+omp\b|\s*_Pragma\s*\(\s*\"omp\b|\s*#\s*include\s*<omp\.h>")
COMMAND = re.compile(r"^\s*(matroute_library|target_link_libraries)\s*\(([^)]*)\)", re.M)


def room_of(path):
    """The room of a file or header; tests/chem/x.cc belongs to chem. None where there is none."""
    parts = list(Path(path).parts)
    if parts[:2] == ["tests", "fuzz"]:
        return "tests/fuzz"
    if parts[0] == "tests":
        parts = parts[1:]
    for length in (2, 1):
        room = "/".join(parts[:-1][:length])
        if room in MAY_INCLUDE or room in HEADS:
            return room
    return parts[0] if len(parts) > 1 else None


def may_use(room, other):
    """Whether a file of `room` may include a header of `other`, and the target of `room` link that of `other`."""
    if other in HEADS:
        return room == other or room in MAY_INCLUDE_HEADS
    allowed = HEADS[room] if room in HEADS else MAY_INCLUDE.get(room)
    return other not in MAY_INCLUDE or allowed is None or other == room or other in allowed


def breaches(path, header):
    """Yields what is wrong with including `header` in the file `path` (relative to the root)."""
    room, is_test, is_header = room_of(path), path.parts[0] == "tests", path.suffix == ".h"
    never = [text for who, what, text in NEVER if is_within(room, who) and re.match(what, header)]
    if not is_test and never:
        yield f"{never[0]}: {header}"
    elif not is_test and not may_use(room, room_of(header)):
        yield f"{room} must not include {header}"
    if re.match(r"(gtest|gmock)/", header) and not is_test:
        yield "GoogleTest outside tests/"
    for name, pattern, sources, headers in LIBRARIES:
        if re.match(pattern, header):
            where = headers if is_header else sources
            if not where & {room, str(room).split("/")[0]}:
                yield f"{header} ({name}) may not be included here"
            break


def is_within(room, folder):
    return room == folder or str(room).startswith(folder + "/")


def check_lines(root, files):
    """Breaches of single lines, and the graph of files: node -> {node that it includes: where}."""
    found, graph = [], {}
    for file in files:
        path = file.relative_to(root)
        edges = graph.setdefault(node_of(path), {})
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if OPENMP.match(line) and path.parts[0] not in ("base", "tests", "bench"):
                found.append(f"{path}:{number}: OpenMP outside base: loops on all threads are base/parallel_for.h's")
            match = INCLUDE.match(line)
            if match:
                found += [f"{path}:{number}: {text}" for text in breaches(path, match.group(1))]
                if (root / match.group(1)).is_file():
                    edges.setdefault(node_of(Path(match.group(1))), f"{path}:{number}")
    return found, graph


def node_of(path):
    """A header and its source are one node, and so is a group."""
    name = path.with_suffix("").as_posix()
    return next((public for public, parts in GROUPS.items() if any(fnmatch(name, p) for p in parts.split())), name)


def knots(graph):
    """Sets of nodes that all reach each other (Tarjan), those of a single node left out."""
    order, lowest, stack, found = {}, {}, [], []

    def visit(node):
        order[node] = lowest[node] = len(order)
        stack.append(node)
        for other in graph.get(node, ()):
            if other not in order:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], order[other])
        if lowest[node] == order[node]:
            place = stack.index(node)
            found.append(sorted(stack[place:]))
            del stack[place:]

    for node in sorted(graph):
        if node not in order:
            visit(node)
    return [knot for knot in found if len(knot) > 1]


def check_circles(graph):
    """One breach for each knot, with every include that ties it."""
    for knot in knots(graph):
        ties = [f"  {where}: {node} -> {other}" for node in knot for other, where in sorted(graph.get(node, {}).items())
                if other in knot and other != node]
        yield "\n".join([f"a circle of files: {', '.join(knot)}", *ties])


def links_of(root, files):
    """Target -> {target that it links: the CMakeLists.txt that says so}, PRIVATE ones included."""
    links = {}
    for file in files:
        text = re.sub(r"#.*", "", file.read_text(encoding="utf-8"))
        text = re.sub(r"if\(MATROUTE_SANITIZE\).*?else\(\)", "", text, flags=re.S)  # sanitizers want one program
        for command, body in COMMAND.findall(text):
            words = body.split()
            target = f"matroute_{words[0]}" if command == "matroute_library" else words[0]
            linked, scope = links.setdefault(target, {}), None
            for word in words[1:]:
                if word in ("SOURCES", "PUBLIC", "PRIVATE", "INTERFACE"):
                    scope = word
                elif scope != "SOURCES":
                    linked.setdefault(word, file.relative_to(root).as_posix())
    return links


def chain(links, start, goal):
    """The targets from `start` to `goal`, each linked by the one before; empty where there is no way."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        nexts = [other for other in links.get(way[-1], ()) if other not in seen]
        seen.update(nexts)
        ways += [[*way, other] for other in nexts]
    return []


def check_links(links):
    rooms = {"matroute_" + room.replace("/", "_"): room for room in [*MAY_INCLUDE, *HEADS]}
    for target, linked in sorted(links.items()):
        for other, where in linked.items():
            if target in rooms and other in rooms and not may_use(rooms[target], rooms[other]):
                yield f"{where}: {rooms[target]} must not link {rooms[other]}"
        for who, what, text in NEVER_LINKED:
            way = chain(links, target, what) if fnmatch(target, who) else []
            if way:
                yield f"{linked[way[1]]}: {text}: {' -> '.join(way)}"


def check_tables(nodes):
    """What is wrong with the tables of this script themselves."""
    for knot in knots({room: allowed or [] for room, allowed in MAY_INCLUDE.items()}):
        yield f"MAY_INCLUDE lets rooms include each other in a circle: {', '.join(knot)}"
    for public, parts in GROUPS.items():
        for pattern in [public, *parts.split()]:
            if not any(fnmatch(node, pattern) for node in nodes):
                yield f"GROUPS names {pattern}, which is no file"


def check_readmes(root):
    """A room's README has at most 30 lines, says what the room may include as the table does, and names every header."""
    for room, allowed in MAY_INCLUDE.items():
        path = root / room / "README.md"
        name = path.relative_to(root)
        if not path.is_file():
            yield f"{name} is missing"
            continue
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > README_LINES:
            yield f"{name} has more than {README_LINES} lines"
        said = re.search(r"^May include: (.*)\.$", text, re.M)
        named = {other for word in said[1].split(", ") for other in MAY_INCLUDE if is_within(other, word)} if said else set()
        expected = set(MAY_INCLUDE) if allowed is None else set(allowed)
        if not said or named - {room} != expected - {room}:
            yield f"{name} lacks the line 'May include: {', '.join(allowed or ['nothing of ours'])}.'"
        patterns = re.findall(r"`([\w*.]+\.h)`", text)
        for header in sorted(path.parent.glob("*.h")):
            if not any(fnmatch(header.name, pattern) for pattern in patterns):
                yield f"{name} does not name {header.name}"


def main(root):
    absent = [room for room in MAY_INCLUDE if not (root / room).is_dir()]
    if absent:
        print(f"{root} is not the project: it has no {', '.join(absent)}")
        return 2
    tops = sorted({room.split("/")[0] for room in MAY_INCLUDE})
    files = [f for top in [*tops, "tests", "bench"] for f in sorted((root / top).rglob("*")) if f.suffix in (".h", ".cc")]
    lists = [f for top in tops for f in sorted((root / top).rglob("CMakeLists.txt"))]
    found, graph = check_lines(root, files)
    links = links_of(root, lists)
    found += [*check_circles(graph), *check_links(links)]
    found += check_tables([f.relative_to(root).with_suffix("").as_posix() for f in files])
    unread = [room for room in MAY_INCLUDE if room != "cli" and f"matroute_{room.replace('/', '_')}" not in links]
    found += [f"{room} has no target of its own in its CMakeLists.txt" for room in unread]
    found += check_readmes(root)
    print("\n".join(found) or f"layers: {len(files)} files and {len(links)} targets, all in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
