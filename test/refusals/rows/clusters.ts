import {candidateAt, stable, unmanaged} from "../../fixtures/worlds/worlds.ts";
import type {Cluster} from "../run.ts";
import {objectsOf} from "../worlds.ts";

// The shop of the worlds, served as an API server would.

export const STABLE: Cluster = {objects: objectsOf(stable)};
export const CANDIDATE: Cluster = {objects: objectsOf(candidateAt(25))};
export const UNMANAGED: Cluster = {objects: objectsOf(unmanaged)};
