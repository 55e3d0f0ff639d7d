import type {Context} from "../context.ts";
import {EXIT} from "../errors.ts";
import {failureOf} from "../running/failure.ts";
import {hearAgain} from "../running/interrupted.ts";
import type {ShownPlan} from "../running/shown-plan.ts";
import {type Canvas, canvasOf} from "./canvas.ts";
import {type Keyboard, keyboardOf} from "./keyboard.ts";
import {askedText, type Does, keysText, type Typing, typed, WATCHING, type Wish} from "./keys.ts";
import {clockTime, type View, viewText} from "./view.ts";

/** Where a person sits who watches a release and types: a terminal, in which one thing is shown at a time. */
export interface Desk {
  readonly context: Context;
  readonly canvas: Canvas;
  readonly keyboard: Keyboard;
  /** Makes the plan of what a key stands for. */
  readonly planOf: (wish: Wish) => Promise<ShownPlan>;
  view: View;
  typing: Typing;
  /** The plan that Enter does. */
  plan: ShownPlan | undefined;
  /** Why nothing was done, or how it failed: it stands there until the next key. */
  told: string;
  /** The verb that was at work is at its end, and what came of it was not looked at. */
  hasDone: boolean;
  isOver: boolean;
  /** Ends a rest. */
  wake: () => void;
}

/** A desk with a first view. */
export function deskOf(context: Context, planOf: Desk["planOf"], view: View): Desk {
  const keyboard = keyboardOf(context.stdin, (key) => hear(desk, key));
  const desk: Desk = {
    ...{context, canvas: canvasOf(context.stdout), keyboard, planOf, view},
    ...{typing: WATCHING, plan: undefined, told: "", hasDone: false, isOver: false, wake: () => {}},
  };
  return desk;
}

/** Puts a new view there, unless something else is being read; what a verb has done is seen in the first one after it. */
export function see(desk: Desk, view: View): void {
  desk.view = view;
  if (desk.hasDone) Object.assign(desk, {typing: WATCHING, hasDone: false});
  if (desk.typing.at === "watching") draw(desk);
}

/** Whether nothing shall be looked at: a plan is made or read, or a verb is at work. */
export function isBusy({typing, hasDone}: Desk): boolean {
  return typing.at !== "watching" && !hasDone;
}

/** Whether a verb is at work. */
export function isAtWork(desk: Desk): boolean {
  return desk.typing.at === "doing" && isBusy(desk);
}

/** Lets time pass, or less where something is to be looked at; a terminal that is read keeps the process alive. */
export function rest(desk: Desk, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    desk.wake = resolve;
    setTimeout(resolve, milliseconds).unref();
  });
}

/** Nobody sits there any more. */
export function leave(desk: Desk): void {
  desk.isOver = true;
  desk.wake();
}

const DOES = {
  nothing: () => {},
  plan: (desk) => void makePlan(desk),
  act: (desk) => void act(desk),
  "give up": (desk) => {
    draw(desk);
    desk.wake();
  },
  end: (desk) => {
    desk.keyboard.close();
    // A look that is on its way may take as long as a connection that is lost.
    process.exit(EXIT.done);
  },
  interrupt: (desk) => {
    desk.keyboard.close();
    // To all that the terminal would send it to: the Helm that started us, too.
    process.kill(0, "SIGINT");
  },
  suspend: (desk) => {
    desk.keyboard.close();
    desk.canvas.leave(viewText(desk.view));
    process.kill(0, "SIGTSTP");
    desk.keyboard.open();
    draw(desk);
  },
} as const satisfies Record<Does, (desk: Desk) => void>;

function hear(desk: Desk, key: string): void {
  if (desk.isOver) return;
  const {typing, does} = typed(desk.typing, key, desk.view.status.phase);
  // What nobody has seen yet stays to be told.
  if (typing.at !== "doing") desk.told = "";
  desk.typing = typing;
  DOES[does](desk);
}

const BELOW = {
  watching: ({told, view}, now) => `${told}${now}  ${keysText(view.status.phase)}`,
  planning: ({typing}, now) => `${now}  ${askedText(typing)}: the plan is made  Esc gives it up`,
  shown: ({plan}) => `${plan?.text}Enter does it, Esc gives it up`,
  doing: () => "",
} as const satisfies Record<Typing["at"], (desk: Desk, now: string) => string>;

/** A plan has to be read whole. */
function draw(desk: Desk): void {
  const {context, canvas, typing, view} = desk;
  const below = `\n${BELOW[typing.at](desk, clockTime(context.clock.now()))}`;
  if (typing.at === "shown") canvas.show(viewText(view), below);
  else canvas.draw(viewText(view), below);
}

/** Another key may have been typed when it is made: then nobody wants it any more. */
async function makePlan(desk: Desk): Promise<void> {
  const asked = desk.typing;
  if (asked.at !== "planning") return;
  draw(desk);
  const made = await desk.planOf(asked.wish).catch(errorText);
  if (desk.typing !== asked) return;
  if (typeof made === "string" || !made.changes) return tell(desk, typeof made === "string" ? made : made.text);
  Object.assign(desk, {plan: made, typing: {...asked, at: "shown"} satisfies Typing});
  draw(desk);
}

/** Says why there is nothing to do. */
function tell(desk: Desk, told: string): void {
  Object.assign(desk, {typing: WATCHING, told});
  draw(desk);
  desk.wake();
}

/** The terminal is the verb's, with its questions and its Ctrl-C, until it is at its end. */
async function act(desk: Desk): Promise<void> {
  const {context, keyboard, canvas, view, plan} = desk;
  keyboard.close();
  canvas.leave(viewText(view));
  context.stdout.write("\n");
  const told = await plan?.act().then(() => "", errorText);
  hearAgain();
  if (told) context.stderr.write(told);
  context.stdout.write("\n");
  keyboard.open();
  Object.assign(desk, {told: told ?? "", hasDone: true});
  desk.wake();
}

function errorText(error: unknown): string {
  return `Error: ${failureOf(error).message}\n`;
}
