import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {RELEASES} from "./rows/releases.ts";

test.each(RELEASES)("$what", expectRefusal);
