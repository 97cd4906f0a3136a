// Measures what the README promises and prints it as a table: each figure beside its yardstick, on one real API server.
import { writeFile } from "node:fs/promises";
import { clusterAssets } from "../test/support/clusterAssets.ts";
import { startBenchCluster } from "./benchCluster.ts";
import { families, isMeasuredAt } from "./families/families.ts";
import { type Figure, verdictOf } from "./figure.ts";
import { figureLines, figureTable } from "./figureTable.ts";
import { loadAverage, machineText } from "./machine.ts";
import { type BenchOptions, optionsFrom, usage } from "./options.ts";
import { fullScale, quickScale } from "./scale.ts";

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  say(`bench: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
process.exit();

async function main(argv: readonly string[]): Promise<number> {
  let options: BenchOptions;
  try {
    options = optionsFrom(argv);
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nusage: ${usage}`);
    return 2;
  }
  if (clusterAssets === undefined) {
    say("bench: set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver, kubectl and load");
    return 1;
  }
  const loads = [loadAverage()];
  const figures = await measure(options, loads);
  const [least, most] = [Math.min(...loads), Math.max(...loads)].map((load) => load.toFixed(1));
  const machine = `${machineText()}; load average ${least}–${most}, the API server and the changes on the same cores`;
  process.stdout.write(`${machine}\n\n${figureTable(figures)}\n`);
  if (options.json !== undefined)
    await writeFile(
      options.json,
      JSON.stringify(
        { machine, figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })) },
        null,
        2,
      ),
    );
  return 0;
}

async function measure({ quick, families: wanted, dir }: BenchOptions, loads: number[]): Promise<readonly Figure[]> {
  const scale = quick ? quickScale : fullScale;
  const figures: Figure[] = [];
  say("starting etcd and kube-apiserver");
  const cluster = await startBenchCluster(dir);
  // Whoever interrupts us gets the control plane ended too.
  process.once("SIGINT", () => void cluster.stop().finally(() => process.exit(130)));
  try {
    for (const [stage, pods] of scale.sizes.entries()) {
      const here = wanted.filter((name) => isMeasuredAt(name, stage, scale));
      if (here.length === 0) continue;
      say(`loading ${pods} pods`);
      await cluster.fill(pods);
      for (const name of here) {
        say(`measuring ${name} with ${pods} pods`);
        const measured = await families[name].measure({ cluster, scale, pods, stage });
        say(figureLines(measured).join("\n"));
        figures.push(...measured);
        loads.push(loadAverage());
      }
    }
  } finally {
    await cluster.stop();
  }
  return figures;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
