import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {VALUES} from "./rows/values.ts";

test.each(VALUES)("$what", expectRefusal);
