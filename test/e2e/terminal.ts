import {execa} from "execa";
import {expect} from "vitest";

/** A terminal with a shell in it, at which a test types as a person does. */
export interface Terminal {
  /** Types keys one after the other, by the names that tmux has for them: `r`, `Enter`, `Escape`, `C-c`. */
  keys(...keys: readonly string[]): Promise<void>;
  /** Types a line for the shell, when it asks for one. */
  line(text: string): Promise<void>;
  /** Waits until what stands there, and what has scrolled away, says so; gives all of it. */
  until(what: RegExp): Promise<string>;
  close(): Promise<void>;
}

/** Opens one, in a tmux of its own. */
export async function openTerminal(name: string, env: Readonly<Record<string, string>>): Promise<Terminal> {
  const tmux = async (...words: readonly string[]): Promise<string> =>
    (await execa("tmux", ["-L", `djcd-${name}`, "-f", "/dev/null", ...words], {env, stdin: "ignore"})).stdout;
  await tmux("kill-server").catch(() => undefined);
  await tmux("new-session", "-d", "-x", "150", "-y", "70", "bash --norc --noprofile");
  const keys = async (...all: readonly string[]): Promise<void> => {
    for (const key of all) await tmux("send-keys", key);
  };
  const text = async (): Promise<string> =>
    (await tmux("capture-pane", "-p", "-J", "-S", "-")).replace(/ +$/gm, "").trimEnd();
  const until = async (what: RegExp): Promise<string> => {
    await expect.poll(text, {timeout: 60_000, interval: 50}).toMatch(what);
    return text();
  };
  return {
    keys,
    until,
    line: async (words) => {
      // What is typed before the shell reads again may be read by the command before.
      await until(/^\S+[#$]$(?![\s\S])/m);
      await tmux("send-keys", "-l", words);
      await keys("Enter");
    },
    close: async () => void (await tmux("kill-server").catch(() => undefined)),
  };
}
