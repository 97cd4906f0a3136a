/**
 * A server of logs in a process of its own: it writes `goal` lines a second to all pods together, and the log of the run before as fast
 * as it is read. `node bench/logServer.ts LINES PODS`, with the lines of each pod, tells the process that forked it its port.
 */
import { once } from "node:events";
import * as http from "node:http";
import { setTimeout } from "node:timers/promises";

/** Lines a second. */
const goal = 50_000;

serveLog(Number(process.argv[2]), Number(process.argv[3]));

/** One line in ten is JSON, one in ten has colours. */
function lineOf(index: number): string {
  const time = `2026-01-05T10:${String(Math.floor(index / 3_000_000) % 60).padStart(2, "0")}:${String(Math.floor(index / 50_000) % 60).padStart(2, "0")}.${String(index % 50_000).padStart(9, "0")}Z`;
  if (index % 10 === 0)
    return `${time} {"level":"info","ts":${index},"msg":"request served","status":200,"path":"/orders/${index}"}\n`;
  if (index % 10 === 1) return `${time} \u001b[33mWARN\u001b[0m order ${index} took longer than expected\n`;
  return `${time} order ${index} of customer ${index % 997} was handed on to the warehouse in 17 ms\n`;
}

function serveLog(count: number, pods: number): void {
  const batch = Math.ceil(1_000 / pods);
  const server = http.createServer(async ({ url = "" }, response) => {
    const rate = url.includes("previous=true") ? Number.POSITIVE_INFINITY : goal / pods;
    const start = performance.now();
    for (let index = 0; index < count; index += batch) {
      await setTimeout(Math.max(0, start + (index / rate) * 1_000 - performance.now()));
      const lines = Array.from({ length: Math.min(batch, count - index) }, (_line, more) => lineOf(index + more));
      if (!response.write(lines.join(""))) await once(response, "drain");
    }
    response.end();
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}
