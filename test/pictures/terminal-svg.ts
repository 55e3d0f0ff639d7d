const FONT = 14;
const COLUMN = 8.43;
const ROW = 19;
const EDGE = 16;

/** A picture of what stands in a terminal: its lines, in a window. */
export function terminalSvg(text: string): string {
  const lines = text.split("\n");
  const width = Math.ceil(Math.max(...lines.map((line) => [...line].length)) * COLUMN + 2 * EDGE);
  const height = lines.length * ROW + 2 * EDGE;
  const rows = lines.map((line, index) => {
    const place = `x="${EDGE}" y="${EDGE + FONT + index * ROW}"`;
    return `  <text ${place} xml:space="preserve">${escaped(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g fill="#e6edf3" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="${FONT}">
${rows.join("\n")}
</g>
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
