import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {GENERATE} from "./rows/generate.ts";

test.each(GENERATE)("$what", expectRefusal);
