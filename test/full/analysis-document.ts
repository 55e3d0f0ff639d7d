/** What one run of a scenario came to. */
export interface Ran {
  readonly outcome: string;
  /** From the first bad answer to the last answer of the candidate; nothing where none was bad, or it went through. */
  readonly seconds: number | undefined;
  /** Bad answers that users got, and all that they asked while the version was out. */
  readonly failed: number;
  readonly requests: number;
}

export interface Scenario {
  readonly title: string;
  readonly runs: readonly Ran[];
}

export interface Facts {
  readonly scenarios: readonly Scenario[];
  /** The same bad version under `helm upgrade` alone. */
  readonly control: {
    readonly helmSaid: string;
    readonly seconds: number;
    readonly failed: number;
    readonly requests: number;
  };
  readonly day: string;
}

/** The document, whole: nothing in it is from another run. */
export function documentOf({scenarios, control, day}: Facts): string {
  return `${[HEAD, `Day: ${day}`, table(scenarios), controlText(control), METHOD].join("\n\n")}\n`;
}

const HEAD = `# Benchmarks of the analysis

Written by \`npm run test:full\`, with a real Prometheus that scrapes real pods under load; nothing here is typed by hand.`;

function table(scenarios: readonly Scenario[]): string {
  const head = [
    "candidate",
    "runs",
    "ended",
    "first bad answer to last candidate answer",
    "users' failed requests, each run",
  ];
  const rows = scenarios.map(({title, runs}) => [
    title,
    `${runs.length}`,
    [...new Set(runs.map(({outcome}) => outcome))].join(", "),
    range(runs.flatMap(({seconds}) => seconds ?? [])),
    runs.map(({failed, requests}) => `${failed} of ${requests}`).join("; "),
  ]);
  return markdown(head, rows);
}

function range(seconds: readonly number[]): string {
  if (seconds.length === 0) return "-";
  const sorted = seconds.toSorted((a, b) => a - b);
  const [least, middle, most] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `${middle?.toFixed(1)} s (${least?.toFixed(1)}-${most?.toFixed(1)})`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function controlText({helmSaid, seconds, failed, requests}: Facts["control"]): string {
  return `## Control

The version that fails one request in twenty, by \`helm upgrade --wait\` alone: Helm said "${helmSaid}", and in the ${seconds} s after it **${failed} of ${requests}** requests failed, until a person noticed.`;
}

const METHOD = `## How it is measured

* One release of the example shop, two pods a version, router \`gateway-api\`, canary 25, 50, 100 with pauses of 30 s, a look every 5 s, scraped every 2 s. The page takes a twentieth of a second.
* In every version, the live one too, answers are late by chance (10 ms on average) and one in 500 fails: noise. Failures of live are not counted.
* A bad answer of the slow version is its first one. The version that leaks has a memory limit; where the kernel has cgroup v1 its server ends with the worker that was killed, as cgroup v2 does by itself.`;
