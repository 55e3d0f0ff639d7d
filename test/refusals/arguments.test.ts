import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {ARGUMENTS} from "./rows/arguments.ts";

test.each(ARGUMENTS)("$what", expectRefusal);
