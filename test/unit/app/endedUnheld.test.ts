import { expect, test } from "vitest";
import { endedUnheld } from "../../../src/app/kubeCluster.ts";

function staged() {
  let ends = 0;
  const { hold, close } = endedUnheld(async () => {
    ends++;
  });
  return { hold, close, ends: () => ends };
}

test("a cluster that nobody holds ends when it is closed", async () => {
  const { close, ends } = staged();
  await close();
  expect(ends()).toBe(1);
});

test("a cluster that is held ends when the last one has let go", async () => {
  const { hold, close, ends } = staged();
  const [one, other] = [hold(), hold()];
  await close();
  one();
  one();
  expect(ends()).toBe(0);
  other();
  expect(ends()).toBe(1);
});

test("letting go of a cluster that is on the screen does not end it", () => {
  const { hold, ends } = staged();
  hold()();
  expect(ends()).toBe(0);
});
