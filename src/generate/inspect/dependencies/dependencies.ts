import {type Files, isRequirements, nameOf} from "../files.ts";
import type {Dependency} from "./dependency.ts";
import {readLock} from "./locks.ts";
import {readPipfile, readPipfileLock} from "./pipfile.ts";
import {readPyproject} from "./pyproject.ts";
import {readRequirements} from "./requirements.ts";
import {readSetupCfg, readSetupPy} from "./setuptools.ts";

type Reader = (files: Files, path: string) => Dependency[];

/** Surest first: a lock says what is installed, the others what may be. */
const READERS: [(path: string) => boolean, Reader][] = [
  [(path) => /^(uv|poetry)\.lock$/.test(nameOf(path)), readLock],
  [(path) => nameOf(path) === "Pipfile.lock", readPipfileLock],
  [(path) => nameOf(path) === "pyproject.toml", readPyproject],
  [(path) => nameOf(path) === "Pipfile", readPipfile],
  [isRequirements, readRequirements],
  [(path) => nameOf(path) === "setup.cfg", readSetupCfg],
  [(path) => nameOf(path) === "setup.py", readSetupPy],
];

const FOR_DEVELOPERS = /(dev|local|test|ci|doc|lint)/i;

export class Dependencies {
  readonly #all: Dependency[];

  constructor(all: Dependency[]) {
    this.#all = all;
  }

  /** The first of these packages that the project asks for; what is locked goes before what is asked for. */
  get(...names: string[]): Dependency | undefined {
    return this.#all.find(({name}) => names.includes(name));
  }

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }
}

/** All dependencies of all files that list some, the surest first. */
export function readDependencies(files: Files): Dependencies {
  const paths = [...files.keys()].toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b));
  const all = READERS.flatMap(([isOne, read]) => paths.filter(isOne).flatMap((path) => read(files, path)));
  return new Dependencies(all);
}

function rank(path: string): number {
  return path.split("/").length + (FOR_DEVELOPERS.test(nameOf(path)) ? 100 : 0);
}
