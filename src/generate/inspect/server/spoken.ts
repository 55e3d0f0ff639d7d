import type {Server} from "../../choices.ts";
import type {Fact} from "../fact.ts";
import type {Address} from "./address.ts";

/** What the command of a server says, in the words of djcd.yaml. */
export interface Spoken {
  server: Server;
  isAsgi: boolean;
  module?: Fact;
  address?: Fact<Address>;
  /** The whole command of another server. */
  command?: string[];
  args: string[];
  config?: string;
  /** What is not taken over, and what to type. */
  says: string[];
}

/** The module that a word names, with the application that servers take where none is said. */
export function moduleIn(text: string | undefined): string | undefined {
  if (text === undefined || !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(:[A-Za-z_]\w*(\.\w+)*(\(\))?)?$/.test(text))
    return undefined;
  return text.includes(":") ? text : `${text}:application`;
}
