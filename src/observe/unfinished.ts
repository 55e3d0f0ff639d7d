import type {Observation} from "../release/observation.ts";
import {type Work, workPlace, workTitle} from "../release/work.ts";

/** What was begun and not ended, in a sentence. */
export function unfinishedText({runningJobs}: Observation, work: Work): string {
  const jobs = runningJobs.map(({metadata}) => metadata.name);
  const still = jobs.length > 0 ? `; migration Job ${jobs.join(", ")} still runs, and goes on changing the schema` : "";
  return `${workTitle(work)} did not come to its end (${workPlace(work) ?? "it had not begun"})${still}`;
}
