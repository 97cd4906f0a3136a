import { expect, test } from "vitest";
import { plainOf } from "../../../../src/app/text/textLines.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { paymentEvents, paymentPod } from "../../../support/paymentPod.ts";
import { podRow } from "../../../support/podRow.ts";

const { name, uid } = paymentPod.metadata;

function opened(key: "e" | "E") {
  const stage = new DashboardStage({ columns: 160 });
  stage.live([podRow({ name, uid })]);
  stage.press(key);
  return { stage, lines: () => stage.view.text?.rows.map(({ text }) => plainOf(text)) ?? [] };
}

test("the newest event comes first, and its age goes on", () => {
  const { stage, lines } = opened("e");
  stage.events(...paymentEvents);
  expect(lines()[0]).toMatch(/^30s \(x17 over 20m\) +Warning {2}BackOff +Back-off restarting/);
  stage.pass(40_000);

  expect(lines()[0]).toMatch(/^70s \(x17 over 20m\)/);
});

test("ages stand still while the server is away", () => {
  const { stage, lines } = opened("e");
  stage.events(...paymentEvents);
  stage.eventState({
    phase: "catchingUp",
    asOf: stage.clock.now(),
    since: stage.clock.now(),
    cause: "the server is away",
  });
  stage.pass(40_000);

  expect(lines()[0]).toMatch(/^30s/);
  expect(stage.view.text?.state).toMatchObject({ text: "reconnecting", isStale: true });
});

test("events of the namespace say of what they are", () => {
  const { stage, lines } = opened("E");
  stage.events(...paymentEvents);

  expect(stage.view.text?.subject).toBe("shop");
  expect(lines()[0]).toContain("pod/payments-7f9c6d5b4-x2kqp");
});

test("that there are none is said once it is known", () => {
  const { stage, lines } = opened("e");
  expect(lines()).toEqual([]);
  stage.events();

  expect(lines()).toEqual(["No events: the server keeps them for an hour."]);
});
