/** What a settings module is for, by the words of its name. */
const PRODUCTION = ["production", "prod", "live", "deploy", "deployment", "release"];
const DEVELOPMENT = [
  "local",
  "dev",
  "develop",
  "development",
  "debug",
  "test",
  "tests",
  "testing",
  "ci",
  "compose",
  "example",
];

export function isForProduction(module: string): boolean {
  return wordsOf(module).some((word) => PRODUCTION.includes(word));
}

export function isForDevelopers(module: string): boolean {
  return wordsOf(module).some((word) => DEVELOPMENT.includes(word)) && !isForProduction(module);
}

/** Of `shop.dev.settings` the folder speaks; the first package is the project's own name. */
function wordsOf(module: string): string[] {
  const [_, ...parts] = module.includes(".") ? module.split(".") : ["", module];
  const last = parts.at(-1) === "settings" ? parts.slice(-2) : parts.slice(-1);
  return last.flatMap((part) => part.toLowerCase().split("_"));
}
