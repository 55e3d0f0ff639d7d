/** A line of a TOML file that says something, and the table it stands in. */
export interface TomlLine {
  table: string;
  key: string;
  /** Of an array over several lines, each line comes with the array's key. */
  text: string;
  line: number;
}

/**
 * As much of TOML as files of dependencies need: tables, keys, strings, and arrays over several lines.
 */
export function tomlLines(text: string): TomlLine[] {
  const walk = {table: "", key: "", isInArray: false};
  return text.split("\n").flatMap((raw, index) => {
    const line = raw.replace(/^\s*#.*$/, "").trim();
    if (line === "") return [];
    if (!walk.isInArray && beginTable(walk, line)) return [];
    return [{table: walk.table, ...readLine(walk, line), line: index + 1}];
  });
}

interface Walk {
  table: string;
  key: string;
  isInArray: boolean;
}

function beginTable(walk: Walk, line: string): boolean {
  const table = /^\[\[?([^\]]+)\]\]?/.exec(line)?.[1];
  if (table !== undefined) walk.table = table.replaceAll('"', "").trim();
  return table !== undefined;
}

function readLine(walk: Walk, line: string): {key: string; text: string} {
  const [, key, rest] = (!walk.isInArray && /^"?([\w.-]+)"?\s*=\s*(.*)$/.exec(line)) || [];
  if (key !== undefined) walk.key = key;
  const text = rest ?? line;
  walk.isInArray = isOpen(walk.isInArray, text);
  return {key: walk.key, text};
}

// Extras in strings, as in "psycopg[binary]", are no arrays.
function isOpen(wasOpen: boolean, text: string): boolean {
  const bare = text.replace(/"[^"]*"|'[^']*'/g, "");
  return wasOpen ? !bare.includes("]") : /^\[[^\]]*$/.test(bare);
}

/** The strings in a piece of TOML. */
export function strings(text: string): string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'/g)].map((match) => match[1] ?? match[2] ?? "");
}
