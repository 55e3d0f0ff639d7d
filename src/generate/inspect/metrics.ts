import type {Metrics} from "../choices.ts";
import type {Dependencies} from "./dependencies/dependencies.ts";
import type {Fact} from "./fact.ts";

/** Who counts requests in the project, by its dependencies. */
export function findMetrics(dependencies: Dependencies): Fact<Metrics> {
  const found = dependencies.get("django-prometheus");
  return found ? {value: "django-prometheus", from: found.from} : {value: "none", from: "no file of dependencies"};
}
