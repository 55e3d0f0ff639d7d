import type {CommitSession} from "../apply/commits/session.ts";
import {writeFirst} from "../apply/commits/write.ts";
import {EXIT, type ExitCode, refusal} from "../errors.ts";
import {commitText} from "../git/commit.ts";
import type {Values} from "../helm/helm-release.ts";
import type {UpgradeRequest} from "../incoming/incoming.ts";
import {chartPath, readValuesFile} from "../observe/observe-files.ts";
import {personValues} from "../release/block.ts";
import {FILES, releaseOf} from "../release/committed.ts";
import {computedValues, hasAutoscaler} from "../release/computed-values.ts";
import {readValues} from "../release/values-text.ts";
import {refuseBadFiles, refuseBytes} from "../typed/bad-files.ts";
import {findChart} from "../typed/chart-flags.ts";
import {quoted} from "../typed/quoted.ts";
import {baseValues, refuseOwnKeys} from "../typed/value-flags.ts";
import {deploymentsOf} from "./open-session.ts";
import {writtenText} from "./written-text.ts";

/** Whether the values files are as `generate` wrote them, and no controller has applied them. */
export async function hasNoVersion({api, namespace, release, folder}: CommitSession): Promise<boolean> {
  const {image} = (await readValuesFile(folder, "blue")) as {
    readonly image?: {readonly tag?: string; readonly digest?: string};
  };
  if (image?.tag || image?.digest) return false;
  return (await deploymentsOf(api, namespace, release)).length === 0;
}

/** Writes the first version into all three values files alike: blue is live with it, green is idle. */
export async function firstVersion(
  session: CommitSession,
  {chart, values: flags}: UpgradeRequest,
  output: "text" | "json",
): Promise<ExitCode> {
  const {context, helm, folder, release, says} = session;
  await refuseBadFiles(context, flags.files);
  await refuseBytes(context, flags.setFiles);
  const base = personValues(await readValuesFile(folder, "blue"));
  const person = await helm.mergeValues(baseValues(flags, base), flags.flags);
  refuseOwnKeys(person);
  const source = chart && (await findChart(context, helm, chart));
  const defaults = readValues(await helm.chartDefaults(source ?? chartPath(folder, "blue")));
  const autoscaled = hasAutoscaler(computedValues(defaults, person));
  const values = await Promise.all(FILES.map((file) => withBlock(session, file, person, autoscaled)));
  // The guards of the chart speak before anything is written.
  for (const [index, file] of FILES.entries())
    await helm.template(releaseOf(release, file), source ?? chartPath(folder, file), values[index] ?? {});
  await session.git?.begin();
  const files = await writeFirst(session, new Map(FILES.map((file, index) => [file, values[index] ?? {}])), source);
  says(`#0: the first version of ${release}, live in blue`);
  if (session.git) await publish(session, files);
  const next = [`kubectl apply -f ${quoted(`${folder.shown}/applications.yaml`)}`];
  const end = {release, rollout: 0, outcome: session.git ? "done" : "written", written: files, next};
  context.stdout.write(output === "json" ? `${JSON.stringify(end, null, 2)}\n` : told(session, files, next));
  return EXIT.done;
}

async function withBlock(
  {folder}: CommitSession,
  file: (typeof FILES)[number],
  person: Values,
  autoscaled: boolean,
): Promise<Values> {
  const {part, rollout} = await readValuesFile(folder, file);
  return {...person, part, rollout: {...(rollout as Values), ...(file !== "front" && {autoscaled})}};
}

async function publish({git, release, folder}: CommitSession, files: readonly string[]): Promise<void> {
  const pushed = await git?.publish(files, `${release} #0: the first version`);
  if (pushed?.is === "moved")
    throw refusal(
      `${folder.shown} was changed by somebody else meanwhile: ${pushed.commits.map(commitText).join(", ")}. Type the same command again`,
    );
}

function told(session: CommitSession, files: readonly string[], next: readonly string[]): string {
  if (!session.git) return writtenText(session, files, next);
  return `pushed\nnext:\n${next.map((line) => `  ${line}\n`).join("")}`;
}
