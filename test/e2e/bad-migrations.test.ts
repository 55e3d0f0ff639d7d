import {expect, test} from "vitest";
import {begin, endsWell, type Row} from "./nonsense.ts";
import {buildTrial, TRIAL, TRIAL_ACCEPTED} from "./trial-image.ts";

// Migrations that fail, hang or stop half-way: each ends in one exact sentence, and leaves the live version as it was.

const ROWS: Readonly<Record<string, Row>> = {
  "a migration that fails": {
    set: [TRIAL, "config.TRIAL_0004=fails"],
    flags: TRIAL_ACCEPTED,
    says: "Job shop-migrate-* failed: container migrate: Error, code 1",
    below: "RuntimeError: 0004 fails",
  },
  "a migration that hangs": {
    set: [TRIAL, "config.TRIAL_0004=hangs", "migrations.timeoutSeconds=15"],
    flags: TRIAL_ACCEPTED,
    says: "Job shop-migrate-* did not end in time: migrations.timeoutSeconds is 15",
    below: "Applying migrations",
  },
  "two migrations of which the second fails": {
    set: [TRIAL, "config.TRIAL_0005=fails"],
    flags: TRIAL_ACCEPTED,
    says: "Job shop-migrate-* failed: container migrate: Error, code 1",
    below: "RuntimeError: 0005 fails",
  },
};

const victim = begin("bad-migrations", ROWS, buildTrial);

test("the rest of a half-done migration goes out with the next good version", async () => {
  const upgrade = ["djcd", "upgrade", "shop", "--set", TRIAL, "--strategy", "blue-green", ...TRIAL_ACCEPTED];
  expect(await victim.world().helm(...upgrade)).toContain("migrations: catalog.0005_order_size\n");
  await victim.world().helm("djcd", "rollback");
  await victim.liveIsUntouched();
});

endsWell(victim);
