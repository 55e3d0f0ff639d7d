/** What a name of a module stands for: another module, or a member of one. */
export interface Imported {
  module: string;
  member?: string;
}

/** `import a.b as c` and `from a import b as c, d`, by the names that they give. */
export function importsOf(text: string): Map<string, Imported> {
  const members = [...text.matchAll(/^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|(.*))/gm)].flatMap(
    ([, module = "", inside, line = ""]) =>
      names(inside ?? line).map(({name, as}): [string, Imported] => [as, {module, member: name}]),
  );
  const modules = [...text.matchAll(/^[ \t]*import[ \t]+(.*)$/gm)].flatMap(([, line = ""]) =>
    names(line).map(({name, as}): [string, Imported] => [as, {module: name}]),
  );
  return new Map([...modules, ...members]);
}

function names(list: string): {name: string; as: string}[] {
  return list
    .replace(/#.*$/gm, "")
    .split(",")
    .flatMap((part) => {
      const [, name, as] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?\s*$/.exec(part) ?? [];
      return name === undefined ? [] : [{name, as: as ?? name}];
    });
}
