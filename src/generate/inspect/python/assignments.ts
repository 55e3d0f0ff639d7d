import {parser} from "@lezer/python";

/** What Python text gives to a name outside of functions and classes. */
export interface Assignment {
  name: string;
  /** As it is written. */
  text: string;
  /** Where it is one string that nothing computes. */
  string?: string;
  line: number;
}

/** `NAME = value` at the top of a module. */
export function assignmentsOf(text: string): Assignment[] {
  const statements = parser.parse(text).topNode.getChildren("AssignStatement");
  return statements.flatMap((statement) => {
    const [name, value] = [statement.firstChild, statement.lastChild];
    if (name?.name !== "VariableName" || value === null) return [];
    const said = text.slice(value.from, value.to);
    const string = value.name === "String" ? stringOf(said) : undefined;
    const line = text.slice(0, statement.from).split("\n").length;
    return [{name: text.slice(name.from, name.to), text: said, line, ...(string !== undefined && {string})}];
  });
}

/** What a literal of Python means, where nothing in it is computed or escaped. */
export function stringOf(literal: string): string | undefined {
  return /^[rRuU]?("""|'''|"|')([^\\]*)\1$/.exec(literal)?.[2];
}
