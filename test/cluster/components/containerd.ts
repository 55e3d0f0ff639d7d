import {writeFile} from "node:fs/promises";
import {execa} from "execa";
import {pauseImage} from "../images/names.ts";
import {cniFolder, writePodNetwork} from "../network.ts";
import {containerdSocket, inRun} from "../paths.ts";
import type {Component} from "../support/component.ts";

const config = inRun("containerd.toml");

/** Our own, beside a system's: every folder and socket lies in the run folder. */
export const containerd: Component = {
  name: "containerd",
  prepare: async () => {
    await writePodNetwork();
    await writeFile(config, configuration);
  },
  command: () => ["containerd", `--config=${config}`],
  ready: async () => !(await ctr("version")).failed,
};

/** Without an answer in two seconds it counts as failed. */
const ctr = (...args: string[]) =>
  execa("ctr", ["--address", containerdSocket, ...args], {reject: false, timeout: 2000});

const configuration = `\
version = 2
root = "${inRun("containerd", "root")}"
state = "${inRun("containerd", "state")}"

[grpc]
  address = "${containerdSocket}"

[plugins."io.containerd.internal.v1.opt"]
  path = "${inRun("containerd", "opt")}"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  # Root without CAP_SYS_RESOURCE cannot lower a score: every sandbox would die with
  # "can't get final child's PID from pipe: EOF".
  restrict_oom_score_adj = true
  netns_mounts_under_state_dir = true
  stream_server_address = "127.0.0.1"

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${cniFolder}"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "${inRun("runc")}"
`;
