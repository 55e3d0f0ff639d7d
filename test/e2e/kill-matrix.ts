import {afterAll, beforeAll, describe, expect} from "vitest";
import {type ApiProxy, named, startProxy, upstreamOf, type Write} from "../proxy/proxy.ts";
import type {Kill} from "../proxy/victim.ts";
import {type Ended, gaveBack, type Point, typeAndKill} from "./killed-command.ts";
import {type End, pointOf, SCENES, type Scene} from "./scenes.ts";
import {beginStory, status} from "./story.ts";
import type {World, WorldOptions} from "./world.ts";

export interface Matrix extends Omit<WorldOptions, "router"> {
  readonly title: string;
  readonly how: Pick<Kill, "whom" | "signal">;
  /** Where a scene is killed; nothing: it is not. */
  readonly points: (scene: Scene) => readonly Point[];
  /** Is told the writes of each scene, as its last command sent them. */
  readonly hears?: (scene: Scene, writes: readonly Write[]) => void;
}

/** The points that a scene names itself. */
export const ownPoints = ({points}: Scene): readonly Point[] => points.map(pointOf);

/** Tells all scenes as one story under load; each command is killed at each point that it comes to, and typed again. */
export function killMatrix({title, how, points, hears = () => {}, ...options}: Matrix): void {
  describe(title, () => {
    const {world, tell, end} = beginStory({...options, router: "gateway-api"});
    let proxy: ApiProxy;

    beforeAll(async () => {
      proxy = await startProxy(upstreamOf(world().cluster.kubeconfig));
    });

    afterAll(() => proxy?.close());

    for (const scene of SCENES) {
      tell(scene.title, async () => {
        for (const words of scene.before ?? []) await world().helm("djcd", ...words);
        const live = await world().pods(scene.live);
        const type = (left: readonly Point[]): Promise<Ended> =>
          typeAndKill(
            world(),
            options.helm,
            proxy,
            scene.words,
            (write, moment) => left.some((point) => isSame(point, {write: named(write), moment})),
            how,
          );
        const last = await untilSettled(scene, points(scene), type);
        hears(scene, last.recording.writes);
        expect(await stateOf(world())).toEqual(scene.end);
        expect(await world().pods(scene.live)).toEqual(live);
        // The lock of a command that was killed stays; the next one sees that its holder is dead.
        const left = (await leftovers(world())).filter((name) => !last.killed || name !== "Lease djcd-shop");
        expect(left).toEqual([]);
      });
    }

    end();
  });
}

const TYPED_AT_MOST = 3;

/** Types it until it ends by itself, or until what is typed once has given its lock back; it must have come to every point by then. */
async function untilSettled(
  scene: Scene,
  points: readonly Point[],
  type: (left: readonly Point[]) => Promise<Ended>,
): Promise<Ended> {
  let left = points;
  for (let failed = 0; ; ) {
    const last = await type(left);
    left = left.filter((point) => !last.killed || !isSame(point, last.killed));
    if (last.killed) {
      console.log(`  killed ${last.killed.moment} ${last.killed.write}`);
      failed = 0;
      // A signal that came too late to stop anything is none.
      if (last.code !== 0 && !(scene.once && gaveBack(last.killed))) continue;
    } else if (last.code !== 0) {
      failed += 1;
      console.log(`  ended with ${last.code}: ${last.printed}`);
      if (failed < TYPED_AT_MOST) continue;
      throw new Error(`${scene.words.join(" ")} ended with ${last.code}\n${last.printed}`);
    }
    if (left.length > 0)
      console.log(`  never came to: ${left.map(({moment, write}) => `${moment} ${write}`).join("; ")}`);
    return last;
  }
}

function isSame(one: Point, other: Point): boolean {
  return one.write === other.write && one.moment === other.moment;
}

interface Told {
  readonly phase: string;
  readonly number: number;
  readonly weights: End["weights"];
  readonly slots: Readonly<Record<"blue" | "green", {readonly wanted: number}>>;
}

async function stateOf(world: World): Promise<End> {
  const {phase, number, weights, slots} = (await status(world)) as unknown as Told;
  return {phase, number, weights, pods: {blue: slots.blue.wanted, green: slots.green.wanted}};
}

/** What a killed command may leave and the next one must have put away; and a record that differs from the route. */
async function leftovers(world: World): Promise<string[]> {
  const objects = await world.kubectl("get", "jobs,secrets,leases,deployments", "-o", "json");
  const {items} = JSON.parse(objects) as {items: KubeObject[]};
  const {notes} = (await status(world)) as unknown as {notes: string[]};
  return [...items.filter(isLeft).map(({kind, metadata}) => `${kind} ${metadata.name}`), ...notes];
}

interface KubeObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

function isLeft({kind, metadata: {name, labels, annotations}}: KubeObject): boolean {
  const isProbe = kind !== "Deployment" && name.includes("-probe-");
  const isPending = labels?.status?.startsWith("pending-") ?? false;
  const isMarked = annotations?.["helm.sh/resource-policy"] === "keep";
  return isProbe || isPending || isMarked || (kind === "Lease" && name === "djcd-shop");
}
