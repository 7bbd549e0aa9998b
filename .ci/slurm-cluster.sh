# A Slurm cluster of one node on this machine, for the checks: as root, in a folder of its own, on ports of its own. Sourced.

cluster_start() { # folder
  cluster=$1
  daemons=()
  local host
  host=$(hostname -s)
  mkdir -p "$cluster"/{munge,state,spool,log}
  chmod 755 "$cluster"
  head -c 1024 /dev/urandom > "$cluster/munge/key"
  chmod 400 "$cluster/munge/key"
  chown -R munge: "$cluster/munge"
  daemon munged runuser -u munge -- /usr/sbin/munged --foreground --key-file="$cluster/munge/key" --socket="$cluster/munge/socket" \
    --pid-file="$cluster/munge/pid" --log-file="$cluster/munge/log" --seed-file="$cluster/munge/seed" --num-threads=2
  # Four tasks side by side on any machine; arrays of 8, which makes two of twelve cells; a task that is taken back waits 5 s, not 120.
  cat > "$cluster/slurm.conf" <<CONF
ClusterName=checks
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=17817
SlurmdPort=17818
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$cluster/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$cluster/state
SlurmdSpoolDir=$cluster/spool
SlurmctldPidFile=$cluster/slurmctld.pid
SlurmdPidFile=$cluster/slurmd.pid
SlurmctldLogFile=$cluster/log/slurmctld
SlurmdLogFile=$cluster/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
JobRequeue=1
KillWait=20
MaxArraySize=8
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=requeued Nodes=ALL PriorityTier=1 Default=YES
PartitionName=cancelled Nodes=ALL PriorityTier=1 PreemptMode=CANCEL
PartitionName=grace Nodes=ALL PriorityTier=1 GraceTime=20
PartitionName=urgent Nodes=ALL PriorityTier=10 PreemptMode=OFF
CONF
  export SLURM_CONF=$cluster/slurm.conf
  await 10 test -S "$cluster/munge/socket" || return
  daemon slurmctld /usr/sbin/slurmctld -D -c
  daemon slurmd /usr/sbin/slurmd -D
  await 30 node_is_idle
}

cluster_stop() {
  [ -n "${cluster:-}" ] || return 0
  scancel --user=root 2> /dev/null
  await 25 queue_is_empty
  local daemon
  for ((daemon = ${#daemons[@]} - 1; daemon >= 0; daemon--)); do
    kill "${daemons[daemon]}" 2> /dev/null
    wait "${daemons[daemon]}" 2> /dev/null
  done
}

cluster_log() { # what the daemons said, for whoever has to find out
  tail -n 30 "$cluster"/log/* "$cluster/munge/log" 2> /dev/null
}

daemon() { # name, command…
  "${@:2}" > "$cluster/log/$1.out" 2>&1 &
  daemons+=($!)
}

node_is_idle() { sinfo --noheader --partition=requeued --format=%T 2> /dev/null | grep -qx idle; }
queue_is_empty() { [ -z "$(squeue --noheader 2>&1)" ]; }

await() { # seconds, command…
  local end=$((SECONDS + $1))
  until "${@:2}"; do
    [ "$SECONDS" -lt "$end" ] || { echo "waited $1 s for: ${*:2}"; return 1; }
    sleep 0.1
  done
}
