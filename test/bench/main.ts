import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {HOME} from "../cli/plugin.ts";
import {measure} from "./bench.ts";
import {comparisonOf} from "./comparison.ts";
import {documentOf} from "./document.ts";

// npm run bench [-- --releases 5 --calls 10]: writes docs/benchmarks.md and docs/comparison.md anew.

const {values} = parseArgs({
  options: {
    releases: {type: "string", default: "5"},
    calls: {type: "string", default: "10"},
    out: {type: "string", default: join(HOME, "docs", "benchmarks.md")},
    comparison: {type: "string", default: join(HOME, "docs", "comparison.md")},
  },
});

const results = await measure({releases: Number(values.releases), calls: Number(values.calls)}, console.log);
writeFileSync(values.out, documentOf(results));
if (values.comparison) writeFileSync(values.comparison, comparisonOf(results));
console.log(`written: ${values.out}`);
process.exit();
