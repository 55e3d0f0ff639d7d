import {type Load, type Report, startLoad} from "../load/load.ts";
import {untilServed} from "../load/until-served.ts";
import {HOST} from "./names.ts";
import {bold, say} from "./screen.ts";
import {type} from "./shell.ts";
import type {Stage} from "./stage.ts";

/** The numbered steps of a plan, which come again as they are done, and what to type next, which `status` says too. */
const leaveOut = /^ {2}\d+\. |^next:$|^ {2}helm djcd /;

/** Types the commands of a team's week, while customers use the shop; gives what the customers saw. */
export async function play(stage: Stage): Promise<Report> {
  await install(stage);
  await untilServed(stage.url, HOST);
  const load = await startLoad({url: stage.url, host: HOST, rate: 100, phase: "v2 comes up beside v1", seconds: 3600});
  try {
    await blueGreen(stage, load);
    await canary(stage, load);
    await lookAhead(stage, load);
  } finally {
    await load.stop();
  }
  return load.ended;
}

async function install({shell}: Stage): Promise<void> {
  title("The chart, and version v1 as a plain Helm release");
  await type(shell, "helm djcd generate", {fold: 2});
  await type(shell, "helm install shop charts/shop -f values.json --wait --timeout 5m", {fold: 2});
}

async function blueGreen({shell, flags}: Stage, load: Load): Promise<void> {
  title("Blue/green: v2 comes up beside v1, then takes over at once. 100 requests a second from now on");
  await type(shell, `helm djcd upgrade shop --set image.tag=v2${flags}`, {leaveOut});
  await type(shell, "helm djcd status shop");
  await load.mark("promote: v2");
  await type(shell, `helm djcd promote shop${flags}`, {leaveOut});
  await type(shell, `helm djcd finish shop${flags}`, {leaveOut});
}

async function canary({shell, flags}: Stage, load: Load): Promise<void> {
  title("Canary: v2.1 takes a growing share; status is typed in another terminal");
  await load.mark("canary: v2.1 at 10, 50, 100 %");
  const steps = "--strategy canary --steps 10,50,100 --pause 8s";
  await type(shell, `helm djcd upgrade shop --set image.tag=v2.1 ${steps}${flags}`, {
    leaveOut,
    onLine: atHalf(() => type(shell, "helm djcd status shop")),
  });
  title("Back: the pods of v2 are still there");
  await load.mark("rollback to v2");
  await type(shell, `helm djcd rollback shop${flags}`, {leaveOut});
}

/** The plan of a version whose migration old code does not survive. */
async function lookAhead({shell}: Stage, load: Load): Promise<void> {
  title("Ahead: v3 renames a column, and the plan says what that means before anything changes");
  await load.mark("the plan of v3");
  await type(shell, "helm djcd upgrade shop --set image.tag=v3 --dry-run=server");
}

/** Acts in the pause after the second step. */
function atHalf(act: () => Promise<void>): (line: string) => Promise<void> {
  let pauses = 0;
  return async (line) => {
    if (!/\] pause /.test(line)) return;
    pauses += 1;
    if (pauses === 2) await act();
  };
}

function title(text: string): void {
  say(bold(`== ${text}`));
}
