// Prints how many tests passed and failed, from vitest's JSON report. A run that tested nothing has failed.
import {readFileSync} from "node:fs";

const text = readFileSync(process.argv[2], "utf8");
const {numPassedTests = 0, numFailedTests = 0, numFailedTestSuites = 0} = text ? JSON.parse(text) : {};

console.log(`tests: ${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(numPassedTests > 0 && numFailedTests + numFailedTestSuites === 0 ? 0 : 1);
