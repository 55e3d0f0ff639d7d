import {test} from "vitest";
import {expectRefusal} from "./refusal.ts";
import {CLUSTER} from "./rows/cluster.ts";

test.each(CLUSTER)("$what", expectRefusal);
