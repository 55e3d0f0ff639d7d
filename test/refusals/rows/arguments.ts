import type {Row} from "../run.ts";
import {STABLE as cluster} from "./clusters.ts";

/** What people mistype. Nothing of it gets as far as asking the cluster for anything. */
export const ARGUMENTS: readonly Row[] = [
  {what: "no command", typed: [], says: "Error: name a command. Type: helm djcd --help"},
  {
    what: "a command that is none",
    typed: "nonsense",
    says: "Error: there is no command nonsense. Type: helm djcd --help",
  },
  {
    what: "a command with a letter too few",
    typed: "promot shop",
    says: "Error: there is no command promot. Did you mean promote? Type: helm djcd --help",
  },
  {
    what: "a command of Helm's",
    typed: "list",
    says: "Error: there is no command list: helm list shows releases, and helm djcd status one of them. Type: helm djcd --help",
  },
  {
    what: "an installation, which is Helm's",
    typed: "install shop ./chart",
    says: "Error: there is no command install: the first installation is Helm's: helm install NAME CHART. Type: helm djcd --help",
  },
  {
    what: "a word too many",
    typed: "status shop extra",
    says: "Error: status does not take the word extra. Type: helm djcd status --help",
  },
  {
    what: "a flag that is none",
    typed: "status shop --nope",
    says: "Error: status does not know --nope. Type: helm djcd status --help",
  },
  {
    what: "a flag of another command",
    typed: "finish shop --to 3",
    says: "Error: finish does not know --to. Type: helm djcd finish --help",
  },
  {
    what: "a version of no chart",
    typed: "upgrade shop --version 1.2.3",
    says: "Error: --version says where a chart comes from, and none is named. Type: helm djcd upgrade RELEASE CHART --version ...",
  },
  {
    what: "an output that is none",
    typed: "status shop -o yaml",
    says: "Error: --output yaml: text or json is needed. Type: helm djcd status --help",
  },
  {
    what: "a dry run of no kind",
    typed: "promote shop --dry-run=yes",
    says: "Error: --dry-run yes: client or server is needed. Type: helm djcd promote --help",
  },
  {
    what: "a switch that is neither on nor off",
    typed: "promote shop --yes=perhaps",
    says: "Error: --yes=perhaps: true or false is needed",
  },
  {what: "--force with a word", typed: "init --force=maybe", says: "Error: --force=maybe: true or false is needed"},
  {
    what: "--exit-code without --dry-run",
    typed: "promote shop --exit-code",
    says: "Error: --exit-code goes with --dry-run: give both, or neither",
  },
  {
    what: "a flag twice",
    typed: "upgrade shop --timeout 1m --timeout 2m",
    says: "Error: --timeout is given more than once: give it once",
  },
  {
    what: "a short flag twice",
    typed: "status shop -o json -o text",
    says: "Error: -o is given more than once: give it once",
  },
  {
    what: "--timeout and nothing after it",
    typed: "upgrade shop --timeout",
    says: "Error: flag needs an argument: --timeout",
  },
  {what: "--set and nothing after it", typed: "upgrade shop --set", says: "Error: flag needs an argument: --set"},
  {what: "-f and nothing after it", typed: "upgrade shop -f", says: "Error: flag needs an argument: -f"},
  {
    what: "a flag of Helm and nothing after it",
    typed: "status shop --kube-context",
    says: "Error: flag needs an argument: --kube-context",
  },
  {what: "--qps and nothing after it", typed: "status shop --qps", says: "Error: flag needs an argument: --qps"},
  {
    what: "a timeout without unit",
    typed: "upgrade shop --timeout 5",
    says: "Error: --timeout 5: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "a negative timeout",
    typed: "upgrade shop --timeout -5m",
    says: "Error: --timeout -5m: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "no time at all",
    typed: "upgrade shop --timeout 0s",
    says: "Error: --timeout 0s: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "a timeout that is a flag",
    typed: "upgrade shop --timeout --yes",
    says: "Error: --timeout --yes: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "a pause in words",
    typed: "upgrade shop --pause soon",
    says: "Error: --pause soon: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "a negative pause",
    typed: "upgrade shop --pause -1m",
    says: "Error: --pause -1m: a duration is needed, as in 90s, 2m or 1h30m",
  },
  {
    what: "steps in words",
    typed: "upgrade shop --steps 5,ten,100",
    says: "Error: --steps 5,ten,100: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "steps that go down",
    typed: "upgrade shop --steps 50,5,100",
    says: "Error: --steps 50,5,100: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "steps that stop before 100",
    typed: "upgrade shop --steps 5,50",
    says: "Error: --steps 5,50: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "steps beyond 100",
    typed: "upgrade shop --steps 5,100,101",
    says: "Error: --steps 5,100,101: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "steps that are a comma",
    typed: "upgrade shop --steps ,",
    says: "Error: --steps ,: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "half a step",
    typed: "upgrade shop --steps 2.5,100",
    says: "Error: --steps 2.5,100: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100",
  },
  {
    what: "a strategy that is none",
    typed: "upgrade shop --strategy rolling",
    says: "Error: --strategy rolling: blue-green or canary is needed. Type: helm djcd upgrade --help",
  },
  {
    what: "blue/green with steps",
    typed: "upgrade shop --strategy blue-green --steps 5,100",
    says: "Error: --strategy blue-green and --steps contradict each other: give one of them",
  },
  {
    what: "blue/green with a pause",
    typed: "upgrade shop --strategy blue-green --pause 2m",
    says: "Error: --strategy blue-green and --pause contradict each other: give one of them",
  },
  {
    what: "two bases of values",
    typed: "upgrade shop --reuse-values --reset-values",
    says: "Error: --reset-values and --reuse-values contradict each other: give one of them",
  },
  {
    what: "a probe URL that is none",
    typed: "upgrade shop --probe-url nowhere",
    says: "Error: --probe-url nowhere: a URL is needed, as in http://10.0.0.1:8080",
  },
  {
    what: "a rollout that is no number",
    typed: "rollback shop --to latest",
    says: "Error: --to latest: the number of a rollout is needed, as in --to 4. What there is: helm djcd history",
  },
  {what: "no weight", typed: "shift", says: "Error: shift needs a weight. Type: helm djcd shift shop 25"},
  {
    what: "a release and no weight",
    typed: "shift shop",
    says: "Error: weight shop: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25",
  },
  {
    what: "a negative weight",
    typed: "shift shop -5",
    says: "Error: weight -5: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25",
  },
  {
    what: "half a percent",
    typed: "shift shop 25.5",
    says: "Error: weight 25.5: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25",
  },
  {
    what: "a weight of 200",
    typed: "shift shop 200",
    says: "Error: weight 200: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25",
  },
  {
    what: "a weight as engineers write it",
    typed: "shift shop 1e1",
    says: "Error: weight 1e1: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25",
  },
  {
    what: "three words",
    typed: "shift a b 25",
    says: "Error: shift takes a release and a weight, not 3 words. Type: helm djcd shift shop 25",
  },
  {
    what: "a release with a capital",
    typed: "promote Shop",
    says: 'Error: "Shop" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list',
  },
  {
    what: "a release that is empty",
    typed: ["promote", ""],
    says: 'Error: "" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list',
  },
  {
    what: "a release with a slash",
    typed: "promote shop/blue",
    says: 'Error: "shop/blue" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list',
  },
  {
    what: "a release of two words",
    typed: ["promote", "shop web"],
    says: 'Error: "shop web" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list',
  },
  {
    what: "a release of 60 characters",
    typed: `promote ${"s".repeat(60)}`,
    says: 'Error: "ssssssssssssssssssssssssssssssssssssssssssssssssssssssssssss" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list',
  },
].map((row) => ({...row, cluster}));
