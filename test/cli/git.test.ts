import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {beforeEach, expect, test} from "vitest";
import {type Git, openGit} from "../../src/git/git.ts";
import {temporaryFolder} from "../temporary-folder.ts";

// What --push does, with a real git: a bare repository, our clone and somebody else's.

let ours = "";
let theirs = "";
let git: Git;

async function run(folder: string, ...words: string[]): Promise<string> {
  return (await execa("git", words, {cwd: folder})).stdout;
}

async function clone(repository: string, name: string): Promise<string> {
  const folder = temporaryFolder(name);
  await run(folder, "clone", "--quiet", repository, ".");
  await run(folder, "config", "user.name", name);
  await run(folder, "config", "user.email", `${name}@example.com`);
  return folder;
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, "deploy"), {recursive: true});
  writeFileSync(join(folder, path), text);
}

async function push(folder: string, path: string, text: string): Promise<void> {
  write(folder, path, text);
  await run(folder, "add", "--all");
  await run(folder, "commit", "--quiet", "--message", `change ${path}`);
  await run(folder, "push", "--quiet", "origin", "HEAD:main");
}

const subjects = (folder: string): Promise<string> => run(folder, "log", "--format=%s", "origin/main");

beforeEach(async () => {
  const repository = temporaryFolder("repository");
  await run(repository, "init", "--quiet", "--bare", "--initial-branch=main");
  theirs = await clone(repository, "ann");
  await push(theirs, "deploy/front.yaml", "a: 1\n");
  ours = await clone(repository, "djcd");
  git = await openGit(join(ours, "deploy"), "deploy");
});

test("the files of a step are committed and pushed, and nothing else of the work tree is", async () => {
  write(ours, "deploy/front.yaml", "a: 2\n");
  write(ours, "notes.txt", "mine\n");
  write(ours, "deploy/notes.txt", "mine\n");
  expect(await git.publish(["front.yaml"], "shop #1: blue 75 %, green 25 %")).toEqual({is: "pushed"});
  expect(await run(ours, "show", "--stat", "--format=%s", "origin/main")).toMatch(
    /^shop #1: blue 75 %, green 25 %\n\n deploy\/front\.yaml \| 2 \+-\n 1 file changed/,
  );
  expect(await run(ours, "status", "--porcelain")).toBe("?? deploy/notes.txt\n?? notes.txt");
});

test("a branch that moved elsewhere is caught up with, also while a person has changes of their own", async () => {
  write(ours, "README", "x\n");
  await run(ours, "add", "README");
  await push(theirs, "other.txt", "theirs\n");
  write(ours, "deploy/front.yaml", "a: 2\n");
  expect(await git.publish(["front.yaml"], "a step")).toEqual({is: "pushed"});
  expect(await subjects(ours)).toBe("a step\nchange other.txt\nchange deploy/front.yaml");
  expect(readFileSync(join(ours, "README"), "utf8")).toBe("x\n");
});

test("where others changed the folder meanwhile nothing of ours is left, and they are named", async () => {
  await push(theirs, "deploy/front.yaml", "a: 3\n");
  const before = await run(ours, "rev-parse", "HEAD");
  write(ours, "deploy/front.yaml", "a: 2\n");
  expect(await git.publish(["front.yaml"], "a step")).toEqual({
    is: "moved",
    commits: [{hash: expect.stringMatching(/^[0-9a-f]{7,}$/), by: "ann", subject: "change deploy/front.yaml"}],
  });
  expect(await run(ours, "rev-parse", "HEAD")).toBe(before);
  expect(await subjects(theirs)).toBe("change deploy/front.yaml\nchange deploy/front.yaml");
  await git.catchUp();
  expect(readFileSync(join(ours, "deploy/front.yaml"), "utf8")).toBe("a: 3\n");
});

test("a commit without a file is pushed alone, also on top of others, and is no news to them", async () => {
  write(ours, "README", "x\n");
  await run(ours, "add", "README");
  await push(theirs, "other.txt", "theirs\n");
  expect(git.hasPushed()).toBe(false);
  expect(await git.wake("look again")).toEqual({is: "pushed"});
  expect(git.hasPushed()).toBe(true);
  expect(await subjects(ours)).toBe("look again\nchange other.txt\nchange deploy/front.yaml");
  expect(await run(ours, "show", "--stat", "--format=%s", "origin/main")).toBe("look again");
  expect(await run(ours, "status", "--porcelain")).toBe("A  README");
  const ann = await openGit(join(theirs, "deploy"), "deploy");
  expect(await ann.news()).toEqual([]);
});

test("news are commits of others to the folder, and to nothing else", async () => {
  await push(theirs, "other.txt", "theirs\n");
  expect(await git.news()).toEqual([]);
  await push(theirs, "deploy/green.yaml", "b: 1\n");
  expect((await git.news()).map(({subject}) => subject)).toEqual(["change deploy/green.yaml"]);
});

test("it is known what is not committed, and what is not pushed", async () => {
  expect(await git.changed()).toEqual([]);
  write(ours, "deploy/front.yaml", "a: 2\n");
  expect(await git.changed()).toEqual(["deploy/front.yaml"]);
  await run(ours, "commit", "--quiet", "--all", "--message", "mine");
  expect(await git.unpushed()).toBe(1);
  expect(await git.last("front.yaml")).toMatchObject({by: "djcd", subject: "mine"});
});

test.each([
  ["before its commit", async () => {}],
  ["before its push", () => run(ours, "commit", "--quiet", "--all", "--message", "a step")],
])("what a command left that was killed %s is taken back, and nothing else", async (_, before) => {
  write(ours, "README", "mine\n");
  await git.begin();
  write(ours, "deploy/front.yaml", "a: 2\n");
  mkdirSync(join(ours, "deploy/charts/green"), {recursive: true});
  write(ours, "deploy/charts/green/Chart.yaml", "name: shop\n");
  await before();
  await git.recover();
  expect(await run(ours, "status", "--porcelain")).toBe("?? README");
  expect(await git.unpushed()).toBe(0);
  expect(readFileSync(join(ours, "deploy/front.yaml"), "utf8")).toBe("a: 1\n");
});

test("where no command was killed nothing is taken back", async () => {
  await git.begin();
  write(ours, "deploy/front.yaml", "a: 2\n");
  await git.publish(["front.yaml"], "a step");
  write(ours, "deploy/front.yaml", "a: 3, by hand\n");
  await git.recover();
  expect(readFileSync(join(ours, "deploy/front.yaml"), "utf8")).toBe("a: 3, by hand\n");
});

test("a remote that refuses for a reason of its own is told in its words", async () => {
  await run(ours, "config", "remote.origin.pushurl", "/nowhere");
  write(ours, "deploy/front.yaml", "a: 2\n");
  await expect(git.publish(["front.yaml"], "a step")).rejects.toThrow(/^git push: .*\/nowhere/);
});

test("a folder outside of git, and a branch that follows none, are refused in words", async () => {
  await expect(openGit(temporaryFolder("plain"), "deploy")).rejects.toThrow(
    "--push: deploy is in no work tree of git. Leave --push out, or clone the repository",
  );
  await run(ours, "checkout", "--quiet", "-b", "mine");
  await expect(openGit(join(ours, "deploy"), "deploy")).rejects.toThrow(
    "--push: the branch of deploy follows none of a remote. Type: git branch --set-upstream-to origin/main",
  );
});
