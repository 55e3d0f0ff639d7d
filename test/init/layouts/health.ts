import type {Layout} from "./layout.ts";

export const HEALTH: Layout[] = [];
