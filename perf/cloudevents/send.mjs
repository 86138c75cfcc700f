// Sends three events with the CloudEvents SDK for JavaScript, each in structured, binary and batch mode and as plain JSON.
// usage: node send.mjs <base address> <tenant> <time>; prints one line of JSON: the status of each receipt by mode.
import { CloudEvent, HTTP } from "cloudevents";

const [base, tenantid, time] = process.argv.slice(2);
const values = [0.1, 1, 1e-9];
const events = values.map(
  (value, n) =>
    new CloudEvent({ id: `n-${n}`, source: "/probe/eu", type: "latency", time, tenantid, data: { value, attributes: { n } } }),
);

async function post({ headers, body }) {
  const answer = await fetch(`${base}/v1/coherence/signals`, { method: "POST", headers, body });
  const told = await answer.json();
  return (told.receipts ?? [told.receipt ?? told]).map((receipt) => receipt.status);
}

async function each(message) {
  const statuses = [];
  for (const event of events) statuses.push(...(await post(message(event))));
  return statuses;
}

const json = (value) => JSON.stringify(value);
const told = {
  structured: await each((event) => HTTP.structured(event)),
  binary: await each((event) => HTTP.binary(event)),
  batch: await post({ headers: { "content-type": "application/cloudevents-batch+json" }, body: json(events) }),
  plain: await each((event) => ({
    headers: { "content-type": "application/json" },
    body: json({ tenant_id: tenantid, source: event.source, signal_id: event.id, ts: event.time, type: event.type, ...event.data }),
  })),
};
console.log(json(told));
