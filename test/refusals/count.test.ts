import {expect, test} from "vitest";
import {ARGUMENTS} from "./rows/arguments.ts";
import {CHOICES} from "./rows/choices.ts";
import {CLUSTER} from "./rows/cluster.ts";
import {GENERATE} from "./rows/generate.ts";
import {PERMISSIONS} from "./rows/permissions.ts";
import {RELEASES} from "./rows/releases.ts";
import {VALUES} from "./rows/values.ts";

// Each row is run against the real command line in the file of its subject.
const SUBJECTS = {ARGUMENTS, CHOICES, CLUSTER, GENERATE, PERMISSIONS, RELEASES, VALUES} as const;

const count = Object.values(SUBJECTS).flat().length;

test(`${count} pieces of bad input are refused in exact words`, () => {
  expect(count).toBeGreaterThanOrEqual(80);
});

test("no two rows of a subject are the same", () => {
  for (const rows of Object.values(SUBJECTS))
    expect(new Set(rows.map(({what}) => what)).size, rows[0]?.what).toBe(rows.length);
});
