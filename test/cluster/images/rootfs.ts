import {appendFile, cp, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {execa} from "execa";

const python = "/usr/bin/python3";

/** Debian with Python and a virtual environment, as rootfs.tar: networked steps run here, outside any image build. */
export async function makeRootfs(folder: string, requirements: string): Promise<void> {
  const root = join(folder, "rootfs");
  await bootstrap(root);
  await installWheels(root, requirements);
  await appendFile(join(root, "etc", "passwd"), "app:x:10001:10001::/app:/usr/sbin/nologin\n");
  await appendFile(join(root, "etc", "group"), "app:x:10001:\n");
  await execa("rm", ["-rf", ...leftovers.map((path) => join(root, path))]);
  await mkdir(join(root, "app"));
  await execa("tar", ["--numeric-owner", "-C", root, "-cf", join(folder, "rootfs.tar"), "."]);
  await execa("rm", ["-rf", "--one-file-system", root]);
}

const leftovers = ["var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/man", "usr/share/locale"];

async function bootstrap(root: string): Promise<void> {
  const {stdout} = await execa("apt-get", ["indextargets", "--format", "$(SITE) $(CODENAME)", "Created-By: Packages"]);
  const mirror = stdout
    .split("\n")
    .find((line) => line.endsWith(" bookworm"))
    ?.split(" ")[0];
  if (!mirror) throw new Error("apt knows no mirror of Debian bookworm: the base image needs one.");
  await execa("debootstrap", ["--variant=minbase", "--include=python3,python3-venv,tzdata", "bookworm", root, mirror]);
}

/** The wheels stay in the image: a Dockerfile may make an environment of its own. */
async function installWheels(root: string, requirements: string): Promise<void> {
  const wheels = join(root, "opt", "wheels");
  await mkdir(wheels, {recursive: true});
  await execa(python, ["-m", "pip", "download", "--quiet", "--only-binary=:all:", "-d", wheels, "-r", requirements]);
  await cp(requirements, join(wheels, "requirements.txt"));
  const inside = (...command: string[]) => execa("chroot", [root, ...command], {env: {LANG: "C.UTF-8"}});
  await inside("/usr/bin/python3", "-m", "venv", "/opt/venv");
  const pip = ["/opt/venv/bin/python", "-m", "pip", "install", "--no-index", "--find-links=/opt/wheels"];
  await inside(...pip, "--no-cache-dir", "-r", "/opt/wheels/requirements.txt");
}
