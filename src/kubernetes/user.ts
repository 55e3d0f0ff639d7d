import {hostname, userInfo} from "node:os";

/** Who runs this process, and where. */
export function userAtHost(): string {
  return `${userName()}@${hostname()}`;
}

/** In a container the number of a user often has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user-${process.getuid?.() ?? "unknown"}`;
  }
}
