#!/usr/bin/env bash
# Computes an experiment in 32 shards on a real Slurm, kills one, and compares the result with a run in one piece.
#
#   tests/slurm/run.sh [GPUSIM]
#
# GPUSIM is the built program (default: that of the release build). Exits with 0 where the bytes are the same, with 1 where something is wrong, and with
# 77 and one line that says why where this machine cannot hold a Slurm (see setup.sh).
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
gpusim="${1:-$here/../../src/Simulator.Cli/bin/Release/net10.0/gpusim}"
[ -x "$gpusim" ] || { echo "slurm: $gpusim is no program; build first" >&2; exit 2; }
exec "$here/setup.sh" "$here/scenario.sh" "$(realpath "$gpusim")" "$here/bandwidth.yaml"
