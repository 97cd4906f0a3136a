/**
 * A server of logs in a process of its own: it writes `goal` lines a second, and the log of the run before as fast as it is read.
 * `node bench/logServer.ts LINES` tells the process that forked it its port.
 */
import { once } from "node:events";
import * as http from "node:http";
import { setTimeout } from "node:timers/promises";

/** Lines a second. */
const goal = 50_000;

serveLog(Number(process.argv[2]));

/** One line in ten is JSON, one in ten has colours. */
function lineOf(index: number): string {
  const time = `2026-01-05T10:${String(Math.floor(index / 3_000_000) % 60).padStart(2, "0")}:${String(Math.floor(index / 50_000) % 60).padStart(2, "0")}.${String(index % 50_000).padStart(9, "0")}Z`;
  if (index % 10 === 0)
    return `${time} {"level":"info","ts":${index},"msg":"request served","status":200,"path":"/orders/${index}"}\n`;
  if (index % 10 === 1) return `${time} \u001b[33mWARN\u001b[0m order ${index} took longer than expected\n`;
  return `${time} order ${index} of customer ${index % 997} was handed on to the warehouse in 17 ms\n`;
}

/** Writes `goal` lines a second, and the log of the run before as fast as it is read. */
function serveLog(count: number): void {
  const server = http.createServer(async ({ url = "" }, response) => {
    const rate = url.includes("previous=true") ? Number.POSITIVE_INFINITY : goal;
    const start = performance.now();
    for (let index = 0; index < count; index += 1_000) {
      await setTimeout(Math.max(0, start + (index / rate) * 1_000 - performance.now()));
      const lines = Array.from({ length: Math.min(1_000, count - index) }, (_line, more) => lineOf(index + more));
      if (!response.write(lines.join(""))) await once(response, "drain");
    }
    response.end();
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address !== null && typeof address === "object") process.send?.(address.port);
  });
}
