import type {Counts} from "../../src/analysis/counts.ts";
import type {Reading} from "../../src/analysis/reading.ts";
import {type AnalysisSettings, analysisOf} from "../../src/analysis/settings.ts";

/** What settings come to where a person says no more than this. */
export function settings(given: object = {}): AnalysisSettings {
  const found = analysisOf({analysis: {enabled: true, prometheus: {url: "http://prometheus"}, ...given}});
  if (!found) throw new Error("analysis is enabled here");
  return found;
}

/** A slot that did well: what a test is about is given. */
export function counts(given: Partial<Counts> = {}): Counts {
  const {requests = 1000} = given;
  return {requests, errors: 0, buckets: evenly(requests, 0.05), databaseErrors: {}, countsDatabase: true, ...given};
}

/** So many requests, all within this time. */
export function evenly(requests: number, within: number): Counts["buckets"] {
  return [
    {le: within / 2, count: 0},
    {le: within, count: requests},
    {le: Number.POSITIVE_INFINITY, count: requests},
  ];
}

export function read(candidate: Partial<Counts>, live: Partial<Counts> = {}): Reading {
  return {state: "read", candidate: counts(candidate), live: counts(live), own: []};
}
