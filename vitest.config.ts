import {defineConfig} from "vitest/config";
import {BaseSequencer, type TestSpecification} from "vitest/node";

// Cluster tests share one machine of two cores. What measures, or scales by what it measures, has it alone.
const onCluster = ["test/checkers/**/*.test.ts", "test/cluster/**/*.test.ts", "test/e2e/**/*.test.ts"];
// No load in these, and long waits for pods that shall not start: four at once.
const QUIET = ["bad-pods", "install", "bad-migrations", "pipelines", "trouble", "packages", "rights", "projects"];
const quiet = QUIET.map((name) => `test/e2e/${name}.test.ts`);
// Stories under load spend most of their time waiting for pods: two at once.
const STORIES = [
  ...["gitops", "defects", "migrations", "kill-matrix", "release", "overtaken", "way-back", "charts", "nginx"],
  ...["hands", "back", "existing", "controls", "own", "moves", "verdicts", "versions", "outage", "keys"],
];
const stories = STORIES.map((name) => `test/e2e/${name}.test.ts`);
// Hours rather than minutes: `npm run test:full`.
const full = ["test/full/**/*.test.ts"];

/** The longest first, as those lists have it: what begins last would run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const names = [...stories, ...quiet];
    const rank = ({moduleId}: TestSpecification): number => names.findIndex((name) => moduleId.endsWith(name));
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    sequence: {sequencer: LongestFirst},
    globalSetup: "test/global-setup.ts",
    projects: [
      {
        test: {
          name: "fast",
          // Most of these wait for a Helm or a Node of their own: two at once on two cores, where vitest would take one.
          maxWorkers: 2,
          include: ["test/**/*.test.ts"],
          exclude: [...onCluster, ...full],
          testTimeout: 30_000,
          sequence: {groupOrder: 0},
        },
      },
      {
        test: {
          name: "cluster",
          include: onCluster,
          exclude: [...stories, ...quiet],
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
          sequence: {groupOrder: 1},
        },
      },
      {
        test: {
          name: "stories",
          include: stories,
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          maxWorkers: 2,
          sequence: {groupOrder: 2},
        },
      },
      {
        test: {
          name: "quiet",
          include: quiet,
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          maxWorkers: 4,
          sequence: {groupOrder: 3},
        },
      },
      {
        test: {
          name: "full",
          include: full,
          testTimeout: 3_600_000,
          hookTimeout: 1_800_000,
          fileParallelism: false,
          sequence: {groupOrder: 4},
        },
      },
    ],
  },
});
