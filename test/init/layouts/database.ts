import type {Layout} from "./layout.ts";

export const DATABASE: Layout[] = [];
