import type {Fact} from "../fact.ts";
import {type Dockerfile, lastOf} from "../start/dockerfile.ts";

/** The path that HEALTHCHECK of an image asks; the first page is none. */
export function healthcheckOf(image: Dockerfile): Fact | undefined {
  const said = lastOf(image, "HEALTHCHECK");
  const path = /https?:\/\/[^/\s"']+(\/[\w./~-]*)/.exec(said?.value ?? "")?.[1];
  return said === undefined || path === undefined || path === "/"
    ? undefined
    : {value: path, from: `${image.path}:${said.line}`};
}
