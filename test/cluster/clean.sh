#!/bin/bash
# Removes everything that a test cluster leaves on a machine, however it ended: processes, pods, mounts, bridges,
# iptables rules, the run folder. Cached artefacts stay. Needs bash alone and works when there is nothing to remove.
set -u

cache=${DJCD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/djcd}
run=$cache/run
postgres_data=/var/lib/djcd-postgres
cgroup=djcd
bridges="djcd-node djcd-pods"

main() {
  stop_recorded
  stop_strays
  stop_pods
  unmount_below "$run"
  remove_bridges
  remove_rules
  remove_cgroups
  remove_sockets
  remove_results
  remove_files
}

# Pid files hold PID, start time and boot: a stranger that reused the pid differs in one of them.
stop_recorded() {
  local file pid start boot
  # The kubelet first, or it starts again what ends.
  for file in "$run"/pids/kubelet "$run"/pids/*; do
    [ -f "$file" ] || continue
    read -r pid start boot < "$file"
    is_same "$pid" "$start" "$boot" && stop "$pid"
  done
}

is_same() {
  [ "${1:-}" ] && [ "$(start_of "$1")" = "${2:-}" ] && [ "$(< /proc/sys/kernel/random/boot_id)" = "${3:-}" ]
}

start_of() {
  local stat fields
  stat=$(cat "/proc/$1/stat" 2> /dev/null) || return
  read -ra fields <<< "${stat##*) }"
  echo "${fields[19]:-}"
}

# What no pid file tells of: shims, and all the rest when the pid files are lost.
stop_strays() {
  local process pid
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    [ "$pid" != $$ ] && is_ours "$process" && stop "$pid"
  done
}

is_ours() {
  local program words
  program=$(readlink "$1/exe") || return
  case ${program% (deleted)} in
    "$cache"/kubernetes-*/bin/kube-* | "$cache"/kubernetes-*/bin/kubelet) return ;;
    "$cache"/traefik-*/bin/traefik | "$cache"/coredns-*/bin/coredns | "$cache"/metrics-server-*/bin/*) return ;;
    */etcd | */containerd | */containerd-shim-runc-v2) ;;
    */postgres) [[ $(readlink "$1/cwd") == "$postgres_data"* ]]; return ;;
    *) return 1 ;;
  esac
  words=$(tr '\0' ' ' < "$1/cmdline" 2> /dev/null)
  [[ $words == *"$run/"* ]]
}

stop_pods() {
  local list pid
  for list in $(lists_of_processes); do
    for pid in $(cat "$list" 2> /dev/null); do
      stop "$pid"
    done
  done
}

# One tree in cgroup v2, one below each controller in v1.
lists_of_processes() {
  shopt -s globstar nullglob
  echo /sys/fs/cgroup/"$cgroup"/**/cgroup.procs /sys/fs/cgroup/*/"$cgroup"/**/cgroup.procs
  shopt -u globstar nullglob
}

stop() {
  local attempt
  kill -9 "$1" 2> /dev/null
  for attempt in {1..100}; do
    is_gone "$1" && return
    sleep 0.05
  done
  echo "process $1 does not end: $(tr '\0' ' ' < "/proc/$1/cmdline")" >&2
}

is_gone() {
  local stat
  stat=$(cat "/proc/$1/stat" 2> /dev/null) || return 0
  [[ ${stat##*) } == Z* ]]
}

unmount_below() {
  local points=() point index
  while read -r _ _ _ _ point _; do
    printf -v point %b "$point"
    [[ $point == "$1"/* ]] && points=("$point" "${points[@]}")
  done < /proc/self/mountinfo
  for point in "${points[@]}"; do
    umount -l "$point"
  done
}

remove_bridges() {
  local bridge
  for bridge in $bridges; do
    [ -e "/sys/class/net/$bridge" ] && ip link delete "$bridge"
  done
}

# kube-proxy's and CNI's chains have no owner in them: where another kubelet runs, they are left to it.
remove_rules() {
  local tables rules
  another_kubelet && return
  for tables in iptables ip6tables; do
    rules=$("$tables-save" 2> /dev/null) || continue
    [[ $rules == *KUBE-* || $rules == *CNI-* ]] || continue
    grep -vE 'KUBE-|CNI-' <<< "$rules" | "$tables-restore"
  done
}

another_kubelet() {
  local name
  for name in /proc/[0-9]*/comm; do
    [ "$(cat "$name" 2> /dev/null)" = kubelet ] && return
  done
  return 1
}

# Deepest first: only empty ones can go.
remove_cgroups() {
  local folder
  for folder in /sys/fs/cgroup/"$cgroup" /sys/fs/cgroup/*/"$cgroup"; do
    [ -d "$folder" ] && find "$folder" -depth -type d -exec rmdir {} + 2> /dev/null
  done
}

# containerd keeps its shims' sockets in a folder that all containerds share.
remove_sockets() {
  local file socket
  for file in "$run"/containerd/state/io.containerd.runtime.v2.task/*/*/address; do
    [ -f "$file" ] || continue
    socket=$(cat "$file")
    rm -f "${socket#unix://}"
  done
}

# CNI's results too: NETWORK-CONTAINER-INTERFACE, and each container's loopback.
remove_results() {
  local file container
  for file in /var/lib/cni/results/djcd-*-eth0; do
    [ -f "$file" ] || continue
    container=${file##*/djcd-}
    rm -f "$file" /var/lib/cni/results/cni-loopback-"${container%-eth0}"-lo
  done
}

# Within one file system: a mount that is left is never emptied.
remove_files() {
  rm -rf --one-file-system "$run" "$postgres_data" "$postgres_data-password"
  [ -d /var/log/containers ] && find /var/log/containers -lname "$run/*" -delete
  return 0
}

main
