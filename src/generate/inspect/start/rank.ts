import {folderOf} from "../files.ts";

const FOR_DEVELOPERS = /(local|dev|test|debug|example|override)/i;

/** What looks meant for production first, what is for developers last. */
export function rank(path: string): number {
  if (FOR_DEVELOPERS.test(path)) return 2;
  return /prod/i.test(path) ? 0 : folderOf(path) === "" ? 0 : 1;
}
