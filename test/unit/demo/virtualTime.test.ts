import { expect, test } from "vitest";
import { VirtualTime } from "../../../src/demo/virtualTime.ts";

test("a task at a moment runs at it whatever the speed is, and at once when it is over", () => {
  const time = new VirtualTime(1000, 7);
  const ran: string[] = [];
  time.at(1003, () => ran.push(`later ${time.now()}`));
  time.at(500, () => ran.push(`over ${time.now()}`));
  time.advanceTo(2000);
  expect(ran).toEqual(["over 1000", "later 1003"]);
});
