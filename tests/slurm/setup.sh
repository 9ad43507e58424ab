#!/usr/bin/env bash
# Runs a command on a Slurm cluster of this one machine, which is set up before it and stopped after it.
#
#   tests/slurm/setup.sh COMMAND [ARGUMENT...]
#
# Needs root (slurmd runs jobs as their users). Installs Debian's slurmctld, slurmd, slurm-client and munge where they are missing. Everything the
# cluster writes (key, sockets, state, logs) lies in a folder of its own, removed at the end; a Slurm or munge that the machine runs already is not
# touched. The command sees SLURM_CONF. Exits with the command's code, or with 77 and one line that says why where there can be no cluster.
set -euo pipefail

skip() { echo "slurm: skipped, $1"; exit 77; }

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || skip "it needs root to start slurmd"

PATH="$PATH:/usr/sbin:/sbin"
packages=(slurmctld slurmd slurm-client munge)
installed() { for program in slurmctld slurmd sbatch squeue munged mungekey; do command -v "$program" > /dev/null || return 1; done; }
if ! installed; then
    command -v apt-get > /dev/null || skip "this machine has no Slurm and no apt-get"
    export DEBIAN_FRONTEND=noninteractive
    apt_install() { timeout 300 apt-get install -y --no-install-recommends "${packages[@]}"; }
    apt_install > /dev/null 2>&1 || { timeout 120 apt-get update && apt_install; } > /dev/null 2>&1 \
        || skip "apt-get cannot install ${packages[*]}"
    installed || skip "Slurm is not complete after apt-get install ${packages[*]}"
fi

# Every folder above munge's socket has to be closed to the writing of others, or sticky as /tmp is; its path has to be short.
home="$(mktemp -d "/tmp/slurm-test.XXXXXX")"
chmod 755 "$home"
mkdir "$home/munge" "$home/state" "$home/spool" "$home/log"
chmod 755 "$home/munge"
export SLURM_CONF="$home/slurm.conf"

# Ends a daemon that this script started, by the number in its own file; at most four seconds of patience.
end() {
    local file="$home/$1.pid" pid
    [ -s "$file" ] || return 0
    pid="$(cat "$file")"
    kill "$pid" 2> /dev/null || return 0
    for _ in $(seq 40); do kill -0 "$pid" 2> /dev/null || return 0; sleep 0.1; done
    kill -KILL "$pid" 2> /dev/null || true
}

stop() {
    local code=$?
    trap - EXIT INT TERM
    if [ -s "$home/slurmctld.pid" ]; then
        timeout 5 scancel --user=root 2> /dev/null || true
        for _ in $(seq 50); do [ -n "$(timeout 2 squeue --noheader 2> /dev/null)" ] || break; sleep 0.1; done
    fi
    end slurmd; end slurmctld; end munged
    [ "${SLURM_TEST_KEEP:-}" = 1 ] && echo "slurm: kept $home" || rm -rf "$home"
    exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "slurm: $1" >&2
    tail -n 5 "$home"/log/*.log >&2 2> /dev/null || true
    exit 1
}

# Waits at most ten seconds until a command holds.
wait_for() { for _ in $(seq 100); do "$@" > /dev/null 2>&1 && return 0; sleep 0.1; done; return 1; }

free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 20000))
        (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return; }
    done
}

host="$(hostname -s)"
memory_mib="$(awk '/^MemTotal/ { printf "%d", $2 / 1024 * 0.9 }' /proc/meminfo)"
controller_port="$(free_port)"
node_port="$(free_port)"
while [ "$node_port" = "$controller_port" ]; do node_port="$(free_port)"; done

cat > "$SLURM_CONF" << CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=$controller_port
SlurmdPort=$node_port
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$home/munge/socket
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
SlurmctldLogFile=$home/log/slurmctld.log
SlurmdLogFile=$home/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SchedulerParameters=sched_interval=1,sched_min_interval=100000,bf_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
MailProg=/bin/true
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 RealMemory=$memory_mib State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
# No task and no process is held by cgroups here; the plugin is only named so that slurmd need not find one.
echo "CgroupPlugin=cgroup/v1" > "$home/cgroup.conf"

mungekey --create --keyfile="$home/munge/key" > /dev/null
munged --key-file="$home/munge/key" --socket="$home/munge/socket" --pid-file="$home/munged.pid" --seed-file="$home/munge/seed" \
    --log-file="$home/log/munged.log" || fail "munged did not start"
wait_for munge --no-input --socket="$home/munge/socket" || fail "munged does not answer"
slurmctld -f "$SLURM_CONF" || fail "slurmctld did not start"
wait_for scontrol ping || fail "slurmctld does not answer"
slurmd -f "$SLURM_CONF" -N "$host" || fail "slurmd did not start"
ready() { [ "$(sinfo --noheader --format=%t)" = idle ]; }
wait_for ready || fail "the node did not become idle"

"$@"
