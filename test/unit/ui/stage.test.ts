import { expect, test } from "vitest";
import { openStage } from "../../../src/ui/stage.ts";

function stageWithLog() {
  const log: string[] = [];
  const stage = openStage(() => {
    log.push("open");
    return () => log.push("close");
  });
  return { stage, log };
}

test("steps aside for a borrower and comes back, also after a failure", async () => {
  const { stage, log } = stageWithLog();
  const failing = stage.lend(async () => {
    log.push(`lent ${stage.isLent}`);
    throw new Error("no");
  });

  await expect(failing).rejects.toThrow("no");
  expect(log).toEqual(["open", "close", "lent true", "open"]);
  expect(stage.isLent).toBe(false);
});

test("comes back when the last of several borrowers has ended", async () => {
  const { stage, log } = stageWithLog();
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const both = [stage.lend(() => first.promise), stage.lend(() => second.promise)];
  first.resolve();
  await both[0];
  expect(log).toEqual(["open", "close"]);
  second.resolve();
  await both[1];
  expect(log).toEqual(["open", "close", "open"]);
});

test("does not come back once it was closed", async () => {
  const { stage, log } = stageWithLog();
  await stage.lend(async () => stage.close());

  expect(log).toEqual(["open", "close"]);
});

test("leaves once, though leaving fails", () => {
  let leaves = 0;
  const stage = openStage(() => () => {
    leaves++;
    throw new Error("the terminal is gone");
  });

  expect(() => stage.close()).toThrow("the terminal is gone");
  stage.close();
  expect(leaves).toBe(1);
});
