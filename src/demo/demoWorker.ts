/** A demo cluster on a thread of its own, so that whatever happens in it the screen never waits. Says `ready` once it can be asked. */
import { parentPort, workerData } from "node:worker_threads";
import { type DemoOptions, startDemoCluster } from "./demoCluster.ts";

await startDemoCluster(workerData as DemoOptions);
parentPort?.postMessage("ready");
