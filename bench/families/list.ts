import type { Bench } from "../bench.ts";
import type { BenchCluster } from "../benchCluster.ts";
import { settled, untilLive, untilRows } from "../dashboardRun.ts";
import { type Figure, measureOf } from "../figure.ts";
import { peakMegabytes } from "../processUsage.ts";
import { type Timed, timed } from "../timed.ts";

const firstRowsLimitMs = 400;
const memoryLimits = [180, 400] as const;
const bareFactor = 1.5;
const bareExtraMs = 300;
const kubectlFactor = 5;

/** Process start to first rows and to the complete list, and the memory that it took. */
export async function measureList({ cluster, scale, pods, stage }: Bench): Promise<readonly Figure[]> {
  await bareRead(cluster);
  const ours: OurList[] = [];
  const bare: BareRead[] = [];
  const kubectl: Timed[] = [];
  for (let run = 0; run < (scale.lists[stage] ?? 0); run++) {
    bare.push(await bareRead(cluster));
    ours.push(await ourList(cluster, pods));
    if (run < (scale.kubectlLists[stage] ?? 0))
      kubectl.push(await timed(cluster.kubectl, ["get", "pods", "-A"], cluster.env));
  }
  const what = `${pods.toLocaleString("en-US")} pods`;
  const bareTime = measureOf(
    "s",
    bare.map(({ ms }) => ms / 1000),
  );
  const kubectlTime = measureOf(
    "s",
    kubectl.map(({ ms }) => ms / 1000),
  );
  const complete = measureOf(
    "s",
    ours.map(({ completeMs }) => completeMs / 1000),
  );
  const bytes = (bare[0]?.bytes ?? 0) / 1e6;
  return [
    {
      name: `start to first rows, ${what}`,
      measured: measureOf(
        "ms",
        ours.map(({ rowsMs }) => rowsMs),
      ),
      limit: firstRowsLimitMs,
      yardsticks: [],
    },
    {
      name: `start to complete list, ${what}`,
      measured: complete,
      limit: bareFactor * bareTime.value + bareExtraMs / 1000,
      rule: `${bareFactor} x a bare read + ${bareExtraMs / 1000} s`,
      yardsticks: [{ name: `bare read of the same ${bytes.toFixed(0)} MB, start to last byte`, measured: bareTime }],
    },
    {
      name: `the same, beside kubectl`,
      measured: complete,
      limit: kubectlTime.value / kubectlFactor,
      rule: `${kubectlFactor} x faster`,
      yardsticks: [{ name: "`kubectl get pods -A`", measured: kubectlTime }],
    },
    {
      name: `peak memory (RSS), ${what}`,
      measured: measureOf(
        "MB",
        ours.map(({ peak }) => peak),
      ),
      limit: memoryLimits[stage] ?? memoryLimits[0],
      yardsticks: [
        {
          name: "`kubectl get pods -A`",
          measured: measureOf(
            "MB",
            kubectl.map(({ peakMegabytes }) => peakMegabytes),
          ),
        },
      ],
    },
  ];
}

interface OurList {
  readonly rowsMs: number;
  readonly completeMs: number;
  /** MB. */
  readonly peak: number;
}

async function ourList(cluster: BenchCluster, pods: number): Promise<OurList> {
  const startedAt = performance.now();
  const since = () => performance.now() - startedAt;
  const terminal = cluster.openDashboard();
  try {
    await untilRows(terminal);
    const rowsMs = since();
    await untilLive(terminal);
    // The line of counts is drawn last.
    await terminal.waitFor((screen) => (screen.at(-2) ?? "").includes(` of ${pods.toLocaleString("en-US")}`));
    const completeMs = since();
    await settled();
    return { rowsMs, completeMs, peak: peakMegabytes(terminal.pid) ?? 0 };
  } finally {
    await terminal.close();
  }
}

interface BareRead {
  readonly ms: number;
  readonly bytes: number;
}

async function bareRead(cluster: BenchCluster): Promise<BareRead> {
  const startedAt = performance.now();
  const reader = cluster.startBareWatch();
  try {
    const [, bytes] = await reader.line(/^complete (\d+)$/);
    return { ms: performance.now() - startedAt, bytes: Number(bytes) };
  } finally {
    await reader.stop();
  }
}
