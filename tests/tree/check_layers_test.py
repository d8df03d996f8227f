"""Breaks each rule of scripts/check_layers.py once, in a small tree made up for it, and sees the script refuse it."""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent.parent.parent / "scripts" / "check_layers.py"
SPEC = importlib.util.spec_from_file_location("check_layers", SCRIPT)
LAYERS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(LAYERS)


class Tree:
    """A project of one header, one source and one target per room, which keeps every rule."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        for room, allowed in LAYERS.MAY_INCLUDE.items():
            name = room.replace("/", "_")
            used = ["train", "predict"] if allowed is None else allowed
            includes = "".join(f'#include "{other}/{other.replace("/", "_")}.h"\n' for other in used)
            self.write(f"{room}/{name}.h", "#pragma once\n")
            may = ", ".join(["nothing of ours"] if allowed == [] else allowed or list(LAYERS.MAY_INCLUDE))
            self.write(f"{room}/README.md", f"# {room}\n\nMay include: {may}.\n\n`*.h`\n")
            self.write(f"{room}/{name}.cc", f'#include "{room}/{name}.h"\n{includes}')
            if room != "cli":
                self.write(f"{room}/CMakeLists.txt", f"matroute_library({name}\n  SOURCES {name}.cc\n  PUBLIC\n    fmt::fmt)\n")
        for public, parts in LAYERS.GROUPS.items():
            for part in [public, *parts.split()]:
                self.write(part.replace("*", "part") + ".h", "#pragma once\n")
        for folder in ("tests", "bench"):
            (self.root / folder).mkdir()

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def add(self, path, text):
        file = self.root / path
        self.write(path, (file.read_text(encoding="utf-8") if file.exists() else "") + text)

    def check(self):
        done = subprocess.run([sys.executable, str(SCRIPT), str(self.root)], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr


class CheckLayers(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.tree = Tree(holder.name)

    def refused(self, *messages):
        status, said = self.tree.check()
        self.assertEqual(status, 1, said)
        for message in messages:
            self.assertIn(message, said)
        return said

    def clean(self):
        status, said = self.tree.check()
        self.assertEqual(status, 0, said)
        self.assertIn("all in order", said)

    def test_a_tree_that_keeps_the_rules(self):
        self.clean()

    def test_another_folder_is_not_the_project(self):
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run([sys.executable, str(SCRIPT), empty], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("is not the project", done.stdout)

    def test_a_room_includes_one_above_it(self):
        self.tree.add("chem/chem.cc", '#include "datasets/io/datasets_io.h"\n')
        self.refused("chem/chem.cc:3: chem must not include datasets/io/datasets_io.h")

    def test_rooms_of_one_floor_are_told_apart(self):
        self.tree.add("datasets/recipes/datasets_recipes.h", '#include "datasets/results/datasets_results.h"\n')
        self.refused("datasets/recipes must not include datasets/results/datasets_results.h")

    def test_train_and_predict_do_not_include_each_other(self):
        self.tree.add("train/train.cc", '#include "predict/predict.h"\n')
        self.refused("train must not include predict/predict.h")

    def test_tests_may_include_what_their_room_may_not(self):
        self.tree.write("tests/chem/chem_test.cc", '#include <gtest/gtest.h>\n#include "train/train.h"\n')
        self.clean()

    def test_a_room_links_one_above_it(self):
        self.tree.add("chem/CMakeLists.txt", "target_link_libraries(matroute_chem PRIVATE matroute_train)\n")
        self.refused("chem/CMakeLists.txt: chem must not link train")

    def test_a_circle_of_two_headers(self):
        self.tree.write("chem/a.h", '#include "chem/b.h"\n')
        self.tree.write("chem/b.h", '#include "chem/a.h"\n')
        self.refused("a circle of files: chem/a, chem/b", "chem/b.h:1: chem/b -> chem/a")

    def test_a_circle_through_sources(self):
        for file, header in (("a.cc", "b"), ("b.h", "c"), ("c.cc", "a")):
            self.tree.write(f"chem/{file}", f'#include "chem/{header}.h"\n')
        for name in "ac":
            self.tree.write(f"chem/{name}.h", "#pragma once\n")
        self.refused("a circle of files: chem/a, chem/b, chem/c", "chem/a.cc:1: chem/a -> chem/b")

    def test_a_source_that_includes_a_header_with_no_way_back_is_no_circle(self):
        self.tree.write("chem/a.cc", '#include "chem/a.h"\n#include "chem/b.h"\n')
        self.tree.write("chem/a.h", "#pragma once\n")
        self.tree.write("chem/b.h", "#pragma once\n")
        self.clean()

    def test_private_parts_count_as_one_file_with_their_header(self):
        self.tree.write("chem/formula.cc", '#include "chem/formula_reader.h"\n')
        self.tree.write("chem/formula_reader.h", '#include "chem/formula.h"\n')
        self.clean()

    def test_a_circle_through_a_private_part(self):
        self.tree.write("chem/formula_reader.h", '#include "chem/other.h"\n')
        self.tree.write("chem/other.h", '#include "chem/formula.h"\n')
        self.refused("a circle of files: chem/formula, chem/other")

    def test_a_group_that_no_longer_exists(self):
        (self.tree.root / "predict/report/report_part.h").unlink()
        self.refused("GROUPS names predict/report/report_*, which is no file")

    def test_libtorch_is_linked_by_no_room_that_does_not_compute(self):
        for room in ("base", "chem", "datasets/io", "datasets/recipes", "datasets/results", "predict/report", "predict/stream"):
            with self.subTest(room=room):
                lists, target = f"{room}/CMakeLists.txt", "matroute_" + room.replace("/", "_")
                before = (self.tree.root / lists).read_text(encoding="utf-8")
                self.tree.add(lists, f"target_link_libraries({target} PRIVATE Torch::Torch)\n")
                self.refused(f"{lists}: ", f"link{'' if 'datasets' in room else 's'} no libtorch: {target} -> Torch::Torch")
                self.tree.write(lists, before)
        self.clean()

    def test_libtorch_is_not_linked_by_the_report_through_another_room(self):
        self.tree.write("model/search/CMakeLists.txt",
                        "matroute_library(model_search SOURCES model_search.cc PRIVATE # why\n  Torch::Torch)\n")
        self.tree.write("predict/report/CMakeLists.txt",
                        "matroute_library(predict_report SOURCES predict_report.cc PUBLIC matroute_model_search)\n")
        self.refused("predict/report links no libtorch: matroute_predict_report -> matroute_model_search -> Torch::Torch")

    def test_the_program_links_no_libtorch_but_under_sanitizers(self):
        self.tree.add("train/CMakeLists.txt", "target_link_libraries(matroute_train PRIVATE Torch::Torch)\n")
        program = "target_link_libraries(matroute PRIVATE matroute_{})\n"
        self.tree.write("cli/CMakeLists.txt", "if(MATROUTE_SANITIZE)\n" + program.format("train") + "else()\nendif()\n")
        self.clean()
        self.tree.add("cli/CMakeLists.txt", program.format("train"))
        self.refused("cli/CMakeLists.txt: the program starts without libtorch: matroute -> matroute_train -> Torch::Torch")

    def test_a_link_that_is_commented_out_is_none(self):
        self.tree.add("chem/CMakeLists.txt", "target_link_libraries(matroute_chem PRIVATE  # not Torch::Torch\n  fmt::fmt)\n")
        self.clean()

    def test_a_room_without_a_target(self):
        self.tree.write("predict/stream/CMakeLists.txt", "")
        self.refused("predict/stream has no target of its own")

    def test_predict_includes_nothing_of_recipes(self):
        self.tree.add("predict/report/predict_report.cc", '#include "datasets/recipes/datasets_recipes.h"\n')
        self.refused("predict includes nothing of datasets/recipes")

    def test_io_knows_no_chemistry(self):
        self.tree.add("datasets/io/datasets_io.h", '#include "chem/chem.h"\n')
        self.refused("datasets/io knows no chemistry")
        self.tree.write("datasets/io/datasets_io.h", "#pragma once\n")
        self.tree.add("datasets/io/CMakeLists.txt", "target_link_libraries(matroute_datasets_io PUBLIC matroute_chem)\n")
        self.refused("datasets/io knows no chemistry: matroute_datasets_io -> matroute_chem")

    def test_train_writes_no_results(self):
        self.tree.add("train/train.cc", '#include "datasets/results/route.h"\n')
        self.clean()
        for header in ("results_writer", "results_stitch", "output_parts"):
            self.tree.write("train/more.cc", f'#include "datasets/results/{header}.h"\n')
            self.refused(f"train writes no results: datasets/results/{header}.h")

    def test_a_head_is_included_by_folder_train_and_predict_alone(self):
        self.tree.write("model/steps/step_predictor.h", '#include "model/search/model_search.h"\n')
        for room in ("model/folder", "train", "predict"):
            self.tree.add(f"{room}/head.cc", '#include "model/steps/step_predictor.h"\n')
        self.clean()
        for room in ("model/search", "model/precedents", "predict/report"):
            self.tree.write(f"{room}/wrong.cc", '#include "model/steps/step_predictor.h"\n')
            self.refused(f"{room} must not include model/steps/step_predictor.h")
            (self.tree.root / room / "wrong.cc").unlink()

    def test_a_head_includes_no_ranker(self):
        self.tree.write("model/precedents/index.cc", '#include "model/network/model_network.h"\n')
        self.refused("model/precedents must not include model/network/model_network.h")

    def test_the_whole_of_torch_in_a_header(self):
        self.tree.add("model/network/model_network.cc", "#include <torch/torch.h>\n")
        self.clean()
        self.tree.add("model/network/model_network.h", "#include <torch/torch.h>\n")
        self.refused("model/network/model_network.h:2: torch/torch.h (torch/torch.h) may not be included here")

    def test_headers_of_libraries_stay_in_their_rooms(self):
        for file, header in (("chem/chem.h", "GraphMol/ROMol.h"), ("model/search/model_search.cc", "hdf5.h"),
                             ("cli/cli.cc", "ATen/ATen.h"), ("predict/predict.h", "torch/types.h"),
                             ("predict/predict.cc", "CLI/CLI.hpp"), ("base/base.cc", "simdjson.h"),
                             ("base/base.cc", "gtest/gtest.h")):
            with self.subTest(header=header):
                before = (self.tree.root / file).read_text(encoding="utf-8")
                self.tree.add(file, f"#include <{header}>\n")
                self.refused(file)
                self.tree.write(file, before)
        self.clean()

    def test_openmp_outside_base(self):
        self.tree.add("base/base.h", "#include <omp.h>\n#pragma omp parallel for\n")
        self.tree.write("tests/base/threads_test.cc", "#include <omp.h>\n  #pragma omp parallel\n")
        self.clean()
        for line in ("#pragma omp parallel for", "  #  pragma  omp critical", "#include <omp.h>", '_Pragma("omp parallel")'):
            self.tree.write("chem/loop.cc", line + "\n")
            self.refused("chem/loop.cc:1: OpenMP outside base")


    def test_a_readme_that_is_missing_or_too_long(self):
        (self.tree.root / "chem/README.md").unlink()
        self.tree.add("base/README.md", "\n" * 30)
        self.refused("chem/README.md is missing", "base/README.md has more than 30 lines")

    def test_a_readme_that_says_what_the_table_does_not(self):
        self.tree.write("chem/README.md", "May include: base, datasets.\n`*.h`\n")
        self.tree.write("base/README.md", "`*.h`\n")
        self.refused("chem/README.md lacks the line 'May include: base.'",
                     "base/README.md lacks the line 'May include: nothing of ours.'")

    def test_a_readme_may_name_the_folder_of_several_rooms(self):
        self.tree.write("train/README.md", "May include: base, chem, datasets, model.\n`*.h`\n")
        self.clean()

    def test_a_readme_that_leaves_a_header_out(self):
        self.tree.write("chem/README.md", "May include: base.\n`chem.h`, `formula*.h`\n")
        self.refused("chem/README.md does not name balance.h", "chem/README.md does not name gas_part.h")


class Tables(unittest.TestCase):
    def test_rooms_that_may_include_each_other(self):
        before = LAYERS.MAY_INCLUDE["base"]
        self.addCleanup(LAYERS.MAY_INCLUDE.__setitem__, "base", before)
        LAYERS.MAY_INCLUDE["base"] = ["chem"]
        self.assertIn("MAY_INCLUDE lets rooms include each other in a circle: base, chem", list(LAYERS.check_tables([])))


if __name__ == "__main__":
    unittest.main()
