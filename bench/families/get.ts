import { fileURLToPath } from "node:url";
import type { Bench } from "../bench.ts";
import { smallNamespace } from "../benchCluster.ts";
import { type Figure, measureOf } from "../figure.ts";
import { timed } from "../timed.ts";

const program = fileURLToPath(new URL("../../dist/podscope.js", import.meta.url));

/** `podscope get` of a few pods, start to exit, beside kubectl, one after the other. */
export async function measureGet({ cluster, scale }: Bench): Promise<readonly Figure[]> {
  const ourGet = () => timed(process.execPath, [program, "get", "-n", smallNamespace], cluster.env);
  const kubectlGet = () => timed(cluster.kubectl, ["get", "pods", "-n", smallNamespace], cluster.env);
  await ourGet();
  await kubectlGet();
  const ours: number[] = [];
  const kubectl: number[] = [];
  for (let run = 0; run < scale.gets; run++) {
    ours.push((await ourGet()).ms);
    kubectl.push((await kubectlGet()).ms);
  }
  const yardstick = measureOf("ms", kubectl);
  return [
    {
      name: "`podscope get` of 20 pods, start to exit",
      measured: measureOf("ms", ours),
      limit: yardstick.value,
      rule: "kubectl's",
      yardsticks: [{ name: "`kubectl get pods`", measured: yardstick }],
    },
  ];
}
