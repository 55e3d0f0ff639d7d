import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {PERMISSIONS} from "./rows/permissions.ts";

test.each(PERMISSIONS)("$what", expectRefusal);
