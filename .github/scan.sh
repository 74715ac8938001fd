#!/usr/bin/env bash
# What the action runs: a scan with annotations, and before it one into a SARIF file where that is wanted.
set -euo pipefail

python="${MODEL_CATALOG_PYTHON:-$RUNNER_TEMP/model-catalog/bin/python}"
options=(--catalog "${CATALOG:-$GITHUB_ACTION_PATH/catalog}")
if [[ -n $BASELINE ]]; then
  options+=(--baseline "$BASELINE")
fi
mapfile -t paths < <(grep -v '^[[:space:]]*$' <<<"${PATHS?}")

scan() {
  "$python" -m generator scan "${options[@]}" "$@" -- "${paths[@]}"
}

if [[ -n $SARIF ]]; then
  scan --format sarif --output "$SARIF" --fail-on never
fi
scan --format github --fail-on "$FAIL_ON"
