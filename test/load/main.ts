/** `npx tsx test/load/main.ts --url http://127.0.0.1:8480 --host shop.test --seconds 60`: the load by itself, for a person. */
import {parseArgs} from "node:util";
import {formatReport} from "./format.ts";
import {settingsOf} from "./options.ts";
import {Run} from "./run.ts";

const {values} = parseArgs({
  options: {
    url: {type: "string", default: "http://127.0.0.1:8480"},
    host: {type: "string"},
    seconds: {type: "string", default: "60"},
    rate: {type: "string", default: "140"},
    orders: {type: "string", default: "4"},
    "slow-views": {type: "string", default: "2"},
  },
});

const run = new Run(
  settingsOf({
    url: values.url,
    ...(values.host !== undefined && {host: values.host}),
    seconds: Number(values.seconds),
    rate: Number(values.rate),
    orders: Number(values.orders),
    slowViews: Number(values["slow-views"]),
  }),
);

async function end(): Promise<void> {
  console.log(formatReport(await run.stop()));
  process.exit();
}

process.once("SIGINT", end);
setTimeout(end, Number(values.seconds) * 1000);
run.start();
