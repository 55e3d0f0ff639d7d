import {existsSync} from "node:fs";
import {rm, writeFile} from "node:fs/promises";
import {execa} from "execa";
import {withLock} from "../support/lock.ts";
import type {Step} from "../support/progress.ts";

/** Debian packages and a file of each: present files mean that nothing is to be installed. */
const packages = {
  buildah: "/usr/bin/buildah",
  "busybox-static": "/bin/busybox",
  "ca-certificates": "/etc/ssl/certs/ca-certificates.crt",
  conntrack: "/usr/sbin/conntrack",
  containerd: "/usr/bin/containerd",
  "containernetworking-plugins": "/usr/lib/cni/bridge",
  debootstrap: "/usr/sbin/debootstrap",
  "etcd-server": "/usr/bin/etcd",
  gnupg: "/usr/bin/gpg",
  iproute2: "/usr/bin/ip",
  iptables: "/usr/sbin/iptables",
  openssl: "/usr/bin/openssl",
  pgbouncer: "/usr/sbin/pgbouncer",
  postgresql: "/usr/lib/postgresql",
  prometheus: "/usr/bin/prometheus",
  python3: "/usr/bin/python3",
  "python3-pip": "/usr/lib/python3/dist-packages/pip",
  runc: "/usr/sbin/runc",
  tmux: "/usr/bin/tmux",
} as const;

const policy = "/usr/sbin/policy-rc.d";

/** Installs what is missing; a second caller waits for the first. */
export async function installPackages(step: Step): Promise<void> {
  if (missingPackages().length > 0) await withLock("packages", () => installMissing(step));
}

async function installMissing(step: Step): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  await step(`Debian packages: ${missing.join(" ")}`, () => withoutServices(() => aptInstall(missing)));
}

function missingPackages(): string[] {
  return Object.entries(packages).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
}

async function aptInstall(names: string[]): Promise<void> {
  const env = {DEBIAN_FRONTEND: "noninteractive"};
  await execa("apt-get", ["update"], {env});
  await execa("apt-get", ["install", "--yes", "--no-install-recommends", ...names], {env});
}

/** Packages that bring a service start it; a policy that says no (101) is Debian's way to prevent that. */
async function withoutServices(work: () => Promise<void>): Promise<void> {
  if (existsSync(policy)) return work();
  await writeFile(policy, "#!/bin/sh\nexit 101\n", {mode: 0o755});
  try {
    await work();
  } finally {
    await rm(policy);
  }
}
