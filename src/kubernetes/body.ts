import type {IncomingMessage} from "node:http";

/** The whole body of an answer. */
export async function collect(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Hears a body line by line, as it comes, until it ends. */
export async function readLines(response: IncomingMessage, hear: (line: string) => void): Promise<void> {
  let rest = "";
  for await (const chunk of response.setEncoding("utf8")) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line) hear(line);
  }
}
