import type { Bench } from "./bench.ts";

/**
 * Runs something while pods all over the cluster change, for `scale.changesMs`; `isOver` says when they no longer do.
 * `reached` is how many changes a second whoever makes them has counted, which is less than asked on a busy machine.
 */
export async function withChanges<Result>(
  { cluster, scale, pods }: Bench,
  perSecond: number,
  run: (isOver: () => boolean) => Promise<Result>,
): Promise<{ readonly reached: number; readonly result: Result }> {
  const changes = cluster.startChanges(pods, perSecond, scale.changesMs);
  try {
    await changes.line(/created \d+ pods/);
    const startedAt = performance.now();
    let reached: number | undefined;
    const counted = changes.line(/churned: (\d+) watch events/).then(([, count]) => {
      reached = Math.round(Number(count) / ((performance.now() - startedAt) / 1000));
      return reached;
    });
    const [made, result] = await Promise.all([counted, run(() => reached !== undefined)]);
    return { reached: made, result };
  } finally {
    await changes.stop();
  }
}
