import {type Files, folderOf, inFolder, nameOf} from "../files.ts";
import {type Dockerfile, type Instruction, workdirOf} from "./dockerfile.ts";

/**
 * The file of the project that a command of an image means: by what COPY says, else below the image's WORKDIR, else the
 * only one whose path ends so.
 */
export function scriptFile(files: Files, dockerfile: Dockerfile | undefined, path: string): string | undefined {
  const copied = dockerfile && copiedFrom(files, dockerfile, path);
  if (copied !== undefined || /^[\w-]+$/.test(path)) return copied;
  const workdir = dockerfile && workdirOf(dockerfile);
  const inside = workdir !== undefined && path.startsWith(`${workdir}/`) ? path.slice(workdir.length + 1) : path;
  const local = inside.replace(/^\.?\/+/, "");
  if (files.has(local)) return local;
  const parts = local.split("/");
  const ends = parts.map((_, index) => parts.slice(index).join("/"));
  return ends.flatMap((end) => [...files.keys()].filter((key) => key === end || key.endsWith(`/${end}`)))[0];
}

function copiedFrom(files: Files, {instructions, path: dockerfile}: Dockerfile, path: string): string | undefined {
  const copies = instructions.filter(({keyword}) => keyword === "COPY" || keyword === "ADD").toReversed();
  const sources = copies.flatMap((copy) => sourcesOf(copy, path)).map((each) => each.replace(/^\.?\/+/, ""));
  const beside = sources.flatMap((source) => [source, inFolder(folderOf(dockerfile), source)]);
  return beside.find((each) => files.has(each));
}

/** From where this instruction brings a path, if it does; a bare name is found in a folder of programs. */
function sourcesOf({value, words}: Instruction, path: string): string[] {
  const all = (words ?? value.split(/\s+/)).filter((word) => !word.startsWith("--"));
  const [target = "", ...sources] = all.toReversed();
  const folder = target.replace(/\/$/, "");
  return sources.flatMap((source) => {
    const inside = `${folder}/${nameOf(source)}`;
    const isProgram = [target, inside].some((each) => nameOf(each) === path && /\/s?bin\//.test(each));
    if (target === path || inside === path || isProgram) return [source];
    return path.startsWith(`${folder}/`) ? [inFolder(source.replace(/\/$/, ""), path.slice(folder.length + 1))] : [];
  });
}
