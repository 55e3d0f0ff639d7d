import {expect, test} from "vitest";
import {COMMANDS} from "../../src/commands/commands.ts";
import {type AnyCommand, declaredBy, nameOf} from "../../src/completion/declared.ts";
import {SOURCES, type Wanted, wantedAt} from "../../src/completion/wanted.ts";
import {processContext} from "../../src/context.ts";

const commands = COMMANDS.map((command) => command(processContext()) as AnyCommand);

/** What fits at the end of a line; `_` is a word that was not begun. */
function wanted(line: string): Wanted {
  const [verb, ...words] = line.split(" ").map((word) => (word === "_" ? "" : word));
  const command = commands.find((one) => nameOf(one) === verb) ?? expect.fail(`no command ${verb}`);
  return wantedAt(declaredBy(command), words.slice(0, -1), words.at(-1) ?? "");
}

const values = ({candidates = []}: Wanted): string[] => candidates.map(({value}) => value);

test.each([
  ["upgrade _", {source: "releases"}],
  ["promote _", {source: "releases"}],
  ["promote --yes _", {source: "releases"}],
  ["promote --timeout 2m _", {source: "releases"}],
  ["upgrade --set a=b _", {source: "releases"}],
  ["shift sh", {source: "releases"}],
  ["upgrade shop _", {source: "files"}],
  ["upgrade shop -f _", {source: "files", release: "shop", before: ""}],
  ["upgrade -f x.yaml shop _", {source: "files"}],
  ["promote --use-plan=p", {source: "files", release: undefined, before: "--use-plan="}],
  ["rollback shop --to _", {source: "rollouts", release: "shop", before: ""}],
  ["rollback --to _", {source: "rollouts", release: undefined, before: ""}],
  ["finish shop --rollout=_", {source: "rollouts", release: "shop", before: "--rollout="}],
  ["generate --out _", {source: "files", release: undefined, before: ""}],
  ["promote shop _", {candidates: []}],
  ["shift shop _", {candidates: []}],
  ["upgrade shop --reason _", {candidates: []}],
])("%s", (line, expected) => expect(wanted(line.replace("=_", "="))).toMatchObject(expected));

test.each([
  ["upgrade shop --strategy _", ["blue-green", "canary"]],
  ["upgrade shop --strategy=c", ["blue-green", "canary"]],
  ["status -o _", ["text", "json"]],
  ["status --output _", ["text", "json"]],
  ["status -", ["--output", "--read", "--watch"]],
  ["status -o json -", ["--read", "--watch"]],
])("%s: what the flag's declaration says", (line, expected) => expect(values(wanted(line))).toEqual(expected));

test("flags come with their words; one that may be given again stays", () => {
  const {candidates} = wanted("upgrade --set a=b --strategy=canary --");
  expect(candidates).toContainEqual({value: "--set", describe: "a value on the command line: key1=val1,key2=val2"});
  expect(candidates?.map(({value}) => value)).not.toContain("--strategy");
});

test("what is looked up is a flag or a word of some command", () => {
  const known = commands
    .map(declaredBy)
    .flatMap(({positionals, flags}) => [...positionals, ...flags.map(({name}) => name)]);
  expect(Object.keys(SOURCES).filter((name) => !known.includes(name))).toEqual([]);
});
