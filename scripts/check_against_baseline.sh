#!/bin/bash
# Compares the counting ranker with an independent counting script on one benchmark split.
# usage: check_against_baseline.sh DATA_DIR TOOLS_DIR   (DATA_DIR: train.csv, valid.csv; TOOLS_DIR: counting_baseline.py,
# chemkey.py). MATROUTE names the program; default: the one of this tree. Exit 1 where any exact@k differs by over 0.3.
# Both see the same rows: the script gets what the import made of them, with mended names. Its figures on the files as
# they came are printed beside.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
[ $# -eq 2 ] || { sed -n '3,7s/^# //p' "$0" >&2; exit 2; }
data=$(cd "$1" && pwd)
tools=$(cd "$2" && pwd)
matroute=${MATROUTE:-$here/matroute}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for part in train valid; do
  "$matroute" data import "$data/$part.csv" -o "$work/$part.h5"
  "$matroute" data export "$work/$part.h5" --format csv >"$work/$part.csv"
done
for elements in key full; do
  "$matroute" train "$work/train.h5" --ranker counting --target-elements $elements -o "$work/$elements" --quiet
done
for run in "key off" "full off" "full on"; do
  read -r elements balance <<<"$run"
  "$matroute" evaluate "$work/valid.h5" --model "$work/$elements" --balance "$balance" --format json \
    >"$work/$elements.$balance.json"
done
python3 "$tools/counting_baseline.py" "$work/train.csv" "$work/valid.csv" >"$work/script.txt"
python3 "$tools/counting_baseline.py" "$data/train.csv" "$data/valid.csv" >"$work/script_raw.txt"

python3 - "$work" <<'PYTHON'
import json, re, sys
work = sys.argv[1]

def script(name):
    text = open(f'{work}/{name}.txt').read()
    return {int(k): float(v) for k, v in re.findall(r' @(\d+) ([\d.]+)', text)}

baseline, raw = script('script'), script('script_raw')

def figures(name):
    scores = json.load(open(f'{work}/{name}.json'))['rankers'][0]['all']
    return {k: 100 * scores[f'exact@{k}'] for k in baseline}

plain, full, shipped = figures('key.off'), figures('full.off'), figures('full.on')
print(f'{"k":>3} {"script":>7} {"ours":>7} {"":>5} {"full parse":>11} {"and balance":>12} {"script, rows as they came":>26}')
failed = False
for k, expected in baseline.items():
    good = abs(plain[k] - expected) <= 0.3
    failed |= not good
    print(f'{k:>3} {expected:7.1f} {plain[k]:7.1f} {"PASS" if good else "FAIL":>5} {full[k]:11.1f} {shipped[k]:12.1f} {raw[k]:26.1f}')
sys.exit(failed)
PYTHON
