import {commandsOf, parser} from "../../src/cli.ts";
import {processContext} from "../../src/context.ts";

const WIDTH = 110;

const HEAD = `# Commands

Written by \`npm run docs\` from what \`--help\` says. Helm's own flags (\`-n\`, \`--kube-context\`, \`--kubeconfig\`, ...) go before or after the command.

Exit codes: 0 done, 1 error, 2 would change (\`generate --check\`, \`--dry-run --exit-code\`), 3 a check failed and the rollout went back, 4 refused.
`;

/** Each command with its help. */
export async function commandsReference(): Promise<string> {
  const names = commandsOf(processContext()).map(({command}) => `${command}`.split(" ")[0] ?? "");
  const sections = await Promise.all(
    names.map(async (name) => `\n## ${name}\n\n\`\`\`text\n${await help(name)}\n\`\`\`\n`),
  );
  return `${HEAD}${sections.join("")}`;
}

function help(name: string): Promise<string> {
  const quiet = parser(processContext(), [name]).wrap(WIDTH).epilogue("").locale("en");
  return new Promise((resolve) =>
    quiet.parse([name, "--help"], {}, (_error, _argv, output) => resolve(output.trimEnd())),
  );
}
