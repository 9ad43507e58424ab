#!/usr/bin/env bash
# What run.sh does on the cluster: scenario.sh GPUSIM EXPERIMENT, with SLURM_CONF set.
set -euo pipefail
gpusim="$1"
experiment="$2"
shards=32
name="$(basename "$experiment" .yaml)"

# A name that scripts have to quote.
folder="$(mktemp -d "${TMPDIR:-/tmp}/slurm run's.XXXXXX")"
follower=""
leave() { code=$?; [ -z "$follower" ] || kill "$follower" 2> /dev/null || true; rm -rf "$folder"; exit "$code"; }
trap leave EXIT
fail() {
    echo "slurm: failed: $1" >&2
    sed 's/^/  /' "$folder/follow.log" >&2 2> /dev/null || true
    exit 1
}
cp "$experiment" "$folder/"
cd "$folder"

"$gpusim" run "$name.yaml" --run single > single.log 2>&1 || { cat single.log >&2; fail "the run in one piece"; }

"$gpusim" submit "$name.yaml" --run sharded --engine slurm --shards "$shards" --max-retries 2 > follow.log 2>&1 &
follower=$!

# Kills a running shard; one may end by itself just before, then the next is tried.
task=""
for _ in $(seq 60); do
    task="$(squeue --noheader --array --states=RUNNING --format=%i | grep -m 1 _ || true)"
    if [ -n "$task" ]; then
        scancel --signal=KILL "$task" 2> /dev/null || true
        for _ in $(seq 50); do squeue --noheader --array --format=%i | grep -qx "$task" || break; sleep 0.1; done
        scontrol show job "$task" | grep -Eq 'JobState=(FAILED|CANCELLED)' && break
    fi
    task=""
    kill -0 "$follower" 2> /dev/null || break
    sleep 0.2
done
[ -n "$task" ] || fail "no running shard could be killed"
killed="${task#*_}"

status=0
wait "$follower" || status=$?
follower=""
[ "$status" -eq 0 ] || fail "submit returned $status"
grep -Eq "^shard $killed failed, submitted again as job" follow.log || fail "shard $killed was killed and not submitted again"
for file in points.csv answers.json; do
    cmp "results/$name/single/$file" "results/$name/sharded/$file" || fail "$file differs from that of the run in one piece"
done
[ -z "$(squeue --noheader)" ] || fail "jobs are left in the queue"
echo "slurm: $shards shards, shard $killed killed and repaired, $(($(wc -l < "results/$name/sharded/points.csv") - 1)) points and the answers equal" \
    "those of a run in one piece byte for byte (Slurm $(sinfo --version | cut -d ' ' -f 2), $SECONDS s)"
