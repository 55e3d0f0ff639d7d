import type {AnalysisSettings} from "../analysis/settings.ts";
import type {SmokeCheck} from "../analysis/smoke.ts";
import type {Risk} from "../django/risks.ts";
import type {StrategySettings} from "../release/computed-values.ts";
import type {NamedHook} from "../release/hooks.ts";
import type {Move} from "../strategies/moves.ts";
import type {RouterMove} from "./move-router.ts";
import type {Version} from "./step.ts";

/** The version that a person wants out, and what was found out about it. */
export interface Incoming {
  readonly version: Version;
  /** Which slot holds exactly this version already. */
  readonly same: "live" | "candidate" | "filled" | undefined;
  /** The live version with other settings, where only such were changed as restart nothing. */
  readonly settings?: Version | undefined;
  /** How its traffic moves: as the values say, or what was typed in their place. */
  readonly strategy: StrategySettings;
  /** The live version by another router, where that is all that changes. */
  readonly move?: RouterMove;
  readonly moves: readonly Move[];
  /** What it has to answer before it gets traffic. */
  readonly smoke?: readonly SmokeCheck[];
  /** What decides in the pauses whether it goes on. */
  readonly analysis?: AnalysisSettings | undefined;
  /** Who looks at the candidate while it has a share, where a person should know. */
  readonly watch?: string | undefined;
  /** Migrations that its image has and the database has not; nothing where nobody looked. */
  readonly pending: readonly string[] | undefined;
  /** Why old code may break on the schema of this version. */
  readonly risks: readonly Risk[];
  readonly migrationSeconds: number;
  /** Hooks of a team's own that run when its slot is filled. */
  readonly hooks?: readonly NamedHook[];
  readonly says: readonly string[];
}
