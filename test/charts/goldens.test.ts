import {describe, expect, test} from "vitest";
import {documents, MAJORS, notes, run, template, writeChart} from "./render.ts";
import {SCENARIOS} from "./scenarios.ts";

describe.each(Object.entries(SCENARIOS))("%s", (name, {choices, release, values}) => {
  const chart = writeChart(choices);

  test.each(MAJORS)("renders as the golden file has it with %s", async (major) => {
    const rendered = documents(await template(major, {chart, release, values}));
    await expect(rendered).toMatchFileSnapshot(`goldens/${name}.yaml`);
  });

  // What part: job renders is applied by djcd and installed by nobody: no notes.
  if (name !== "job-green") {
    test("ends with its notes", async () => {
      await expect(await notes({chart, release, values})).toMatchFileSnapshot(`goldens/${name}.txt`);
    });
  }
});

describe.each(["all-default", "all-uvicorn"] as const)("the chart of %s", (name) => {
  const chart = writeChart(SCENARIOS[name]?.choices ?? expect.fail(name));

  test.each(MAJORS)("passes helm lint --strict with %s", async (major) => {
    const {stdout} = await run(major, ["lint", "--strict", chart, "--set-string", "image.tag=v1"]);
    expect(stdout).toContain("1 chart(s) linted, 0 chart(s) failed");
  });
});
