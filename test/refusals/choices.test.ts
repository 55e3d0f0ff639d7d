import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {CHOICES} from "./rows/choices.ts";

test.each(CHOICES)("$what", expectRefusal);
