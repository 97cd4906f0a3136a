import { expect, test } from "vitest";
import { SharedRun } from "../../../../src/kube/auth/sharedRun.ts";

function controlledRun() {
  const starts: { signal: AbortSignal; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const run = new SharedRun<string>((signal) => new Promise((finish, fail) => starts.push({ signal, finish, fail })));
  return { run, starts };
}

const { signal } = new AbortController();

test("all who ask at the same time share one run, and the next one starts anew", async () => {
  const { run, starts } = controlledRun();
  const asked = [run.join(signal), run.join(signal), run.join(signal)];
  expect(starts).toHaveLength(1);
  starts[0]?.finish("one");
  expect(await Promise.all(asked)).toEqual(["one", "one", "one"]);
  void run.join(signal);
  expect(starts).toHaveLength(2);
});

test("a failure reaches all of them, and the next one starts anew", async () => {
  const { run, starts } = controlledRun();
  const asked = [run.join(signal), run.join(signal)];
  starts[0]?.fail(new Error("no"));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  void run.join(signal);
  expect(starts).toHaveLength(2);
});

test("one who leaves does not stop it for the others; the last one does", async () => {
  const { run, starts } = controlledRun();
  const first = new AbortController();
  const last = new AbortController();
  const left = run.join(first.signal);
  const stayed = run.join(last.signal);
  first.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  expect(starts[0]?.signal.aborted).toBe(false);
  last.abort(new Error("left too"));
  await expect(stayed).rejects.toThrow("left too");
  expect(starts[0]?.signal.aborted).toBe(true);
});
