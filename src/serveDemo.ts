import { shellWord } from "./base/shellWord.ts";
import { Output } from "./cli/output.ts";
import { deadlySignals } from "./deadlySignals.ts";
import { type DemoOptions, startDemoCluster } from "./demo/demoCluster.ts";

/** Serves a demo cluster until a signal ends it, and says how to reach it in lines that a shell can read. Returns the exit code. */
export async function serveDemo(options: DemoOptions): Promise<number> {
  const code = endingSignal();
  const cluster = await startDemoCluster(options);
  const out = new Output(process.stdout);
  out.write(`# A demo cluster, until Ctrl-C; contexts: ${cluster.contexts.join(", ")}\n`);
  out.write(`export KUBECONFIG=${shellWord(options.kubeconfig)}\n`);
  await out.flush();
  try {
    return await code;
  } finally {
    await cluster.stop();
  }
}

/** Resolves with the exit code for the signal that comes. */
function endingSignal(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  for (const [signal, code] of Object.entries(deadlySignals)) process.once(signal, () => resolve(code));
  return promise;
}
