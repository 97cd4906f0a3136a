import { once } from "node:events";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { DemoOptions } from "./demo/demoCluster.ts";

/**
 * Starts a demo cluster on a thread of its own, which ends with the program. Resolves once it can be asked.
 * @throws what kept it from starting; a mistake that ends it later is one of the program.
 */
export async function startDemoWorker(options: DemoOptions): Promise<Worker> {
  // The thread runs from source where the program does.
  const entry = new URL(`./demo/demoWorker${extname(import.meta.url)}`, import.meta.url);
  // The screen belongs to the dashboard: what else is said on the thread has no place there.
  const worker = new Worker(entry, { workerData: options, stdout: true, stderr: true });
  await once(worker, "message");
  return worker;
}
