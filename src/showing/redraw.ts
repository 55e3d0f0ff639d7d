/** How much a terminal can show. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What stands in a terminal: as many lines, drawn for this size. */
export interface Drawn extends Size {
  readonly lines: number;
}

const CLEAR_LINE_REST = "\x1b[K";
const CLEAR_BELOW = "\x1b[J";
const TOP = "\x1b[H";

/**
 * The characters that put a text in the place of what was drawn before. Each line overwrites the one that stands there,
 * so nothing flickers; the cursor ends below the text, where the prompt shall come when it is over.
 */
export function redraw(text: string, size: Size, before?: Drawn): {readonly characters: string; readonly drawn: Drawn} {
  // The line below the last is the cursor's: a text as high as the terminal would scroll.
  const lines = text
    .trimEnd()
    .split("\n")
    .slice(0, Math.max(1, size.rows - 1));
  const written = lines.map((line) => `${cut(line, size.columns)}${CLEAR_LINE_REST}\n`).join("");
  return {characters: `${backOver(before, size)}${written}${CLEAR_BELOW}`, drawn: {...size, lines: lines.length}};
}

/** A terminal that was resized has wrapped the lines anew: nobody knows where they are. */
function backOver(before: Drawn | undefined, {columns, rows}: Size): string {
  if (!before) return "";
  if (before.columns !== columns || before.rows !== rows) return `${TOP}${CLEAR_BELOW}`;
  return `\r\x1b[${before.lines}A`;
}

/** A longer line would wrap, and the next redraw would miss it. */
function cut(line: string, columns: number): string {
  const characters = [...line];
  return characters.length <= columns ? line : `${characters.slice(0, columns - 1).join("")}…`;
}

/**
 * A view and what stands below it as one text for a terminal of this size: the view gives way, for what is below is to be
 * read whole, in lines that do not wrap by themselves. Nothing where fewer lines than its head would be left of the view.
 */
export function fitting(view: string, below: string, {columns, rows}: Size, head: number): string | undefined {
  const last = below
    .trimEnd()
    .split("\n")
    .flatMap((line) => wrapped(line, columns));
  const room = rows - 1 - last.length;
  return room < head ? undefined : [...view.trimEnd().split("\n").slice(0, room), ...last].join("\n");
}

/** A line as the lines that a terminal would make of it. */
function wrapped(line: string, columns: number): string[] {
  const characters = [...line];
  const lines = Math.max(1, Math.ceil(characters.length / columns));
  return Array.from({length: lines}, (_, index) => characters.slice(index * columns, (index + 1) * columns).join(""));
}
