import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { textInMemory } from "./app/textFiles.ts";
import type { DashboardFlags } from "./cli/arguments.ts";
import type { DemoFlags } from "./cli/demoFlags.ts";
import type { DemoOptions } from "./demo/demoCluster.ts";
import { runDashboard } from "./runDashboard.ts";
import { startDemoWorker } from "./startDemoWorker.ts";

/** Runs `podscope demo` until a person or a signal ends it. Returns the exit code. */
export async function runDemo(flags: DemoFlags, version: string): Promise<number> {
  const options = { kubeconfig: path.join(ownDirectory(), "kubeconfig"), ...flags.size };
  if (!flags.serve) return showDemo(options, flags.dashboard, version);
  const { serveDemo } = await import("./serveDemo.ts");
  return serveDemo(options);
}

/** The dashboard on a demo cluster. Nothing of it is remembered. */
function showDemo(options: DemoOptions, flags: DashboardFlags, version: string): Promise<number> {
  return runDashboard({ ...flags, kubeconfig: options.kubeconfig }, version, {
    mark: "demo cluster",
    ready: startDemoWorker(options),
    stateFiles: textInMemory(memory),
    ownContexts: ["demo", "demo-*"],
    replay: undefined,
  });
}

/** An administrator's contexts begin with all that there is. */
const memory = JSON.stringify({
  version: 1,
  contexts: Object.fromEntries(["demo", "demo-slow", "demo-flaky"].map((context) => [context, { namespace: null }])),
});

/** Of this user alone; gone when the program ends. */
function ownDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), "podscope-demo-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
