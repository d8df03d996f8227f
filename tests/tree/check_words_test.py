"""scripts/check_words.sh refuses what it says it refuses: each rule is broken once in a folder of its own."""
import pathlib
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "scripts" / "check_words.sh"


class CheckWords(unittest.TestCase):
    def said(self, name, text):
        """Returns the exit code and what the script prints about a tree of this one file."""
        with tempfile.TemporaryDirectory(prefix="matroute-words-") as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            done = subprocess.run([SCRIPT, folder], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout

    def test_a_clean_tree(self):
        self.assertEqual(self.said("chem/a.cc", "int one() { return 1; }\n"), (0, ""))

    def test_the_two_doors_to_openmp(self):
        self.assertEqual(self.said("base/parallel_for.h", "#pragma omp parallel for\n")[0], 0)
        self.assertEqual(self.said("base/threads.cc", "#include <omp.h>\nint n = omp_get_max_threads();\n")[0], 0)

    def test_other_doors_to_openmp(self):
        for line in ("#pragma omp parallel for", "  # pragma  omp critical", '_Pragma("omp parallel")', "#include <omp.h>",
                     "int n = omp_get_max_threads();"):
            for name in ("chem/a.cc", "tests/chem/a_test.cc", "base/other.h"):
                with self.subTest(line=line, name=name):
                    code, text = self.said(name, f"// a\n{line}\n")
                    self.assertEqual(code, 1)
                    self.assertIn(f"./{name}:2:", text)

    def test_notes_and_paths(self):
        for word in ("TO" + "DO", "FIX" + "ME", "/ho" + "me/somebody"):
            with self.subTest(word=word):
                self.assertEqual(self.said("docs/a.md", f"a\n{word}\n")[0], 1)


if __name__ == "__main__":
    unittest.main()
