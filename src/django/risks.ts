import type {MigrationFacts, OperationFacts} from "./probe.ts";

type Judge = (operation: OperationFacts) => string | undefined;

const harmless: Judge = () => undefined;
const removes: Judge = ({kind, model_name, name}) => `${kind} removes ${[model_name, name].filter(Boolean).join(".")}`;
const renames: Judge = ({kind, model_name, old_name, new_name}) =>
  `${kind} renames ${[model_name, old_name].filter(Boolean).join(".")} to ${new_name}`;
const alters: Judge = ({kind, model_name, name}) => `${kind} alters ${[model_name, name].filter(Boolean).join(".")}`;
const opaque: Judge = ({kind}) => `${kind} may do anything`;

/** Django drops a `default=` from the column again: old code, which does not name the column, cannot insert. */
const addField: Judge = ({model_name, name, null: nullable, many_to_many, database_default}) =>
  nullable || many_to_many || database_default
    ? undefined
    : `AddField adds ${model_name}.${name} without null or db_default`;

/** What each operation may do to code that does not know it. An operation that is not listed is opaque: never silently safe. */
const JUDGES: Readonly<Record<string, Judge>> = {
  AddConstraint: alters,
  AddField: addField,
  AddIndex: harmless,
  AddIndexConcurrently: harmless,
  AlterField: alters,
  AlterIndexTogether: harmless,
  AlterModelManagers: harmless,
  AlterModelOptions: harmless,
  AlterModelTable: alters,
  AlterModelTableComment: harmless,
  AlterOrderWithRespectTo: alters,
  AlterUniqueTogether: alters,
  CreateModel: harmless,
  DeleteModel: removes,
  RemoveConstraint: harmless,
  RemoveField: removes,
  RemoveIndex: harmless,
  RemoveIndexConcurrently: harmless,
  RenameField: renames,
  RenameIndex: harmless,
  RenameModel: renames,
};

/** A migration that code which is live may not survive, and why. */
export interface Risk {
  readonly migration: string;
  readonly why: string;
}

/** Why code that is live may break once these migrations are applied: one risk for each such migration. */
export function risksOf(pending: readonly MigrationFacts[]): Risk[] {
  return pending.flatMap(({name, operations}) => {
    const reasons = operations.flatMap((operation) => (JUDGES[operation.kind] ?? opaque)(operation) ?? []);
    return reasons.length > 0 ? [{migration: name, why: reasons.join("; ")}] : [];
  });
}
