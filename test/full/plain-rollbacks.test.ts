import {plainRollbacks} from "../e2e/plain-rollbacks.ts";

// What npm test tells of Helm 4.
plainRollbacks("helm3");
