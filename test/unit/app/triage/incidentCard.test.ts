import { describe, expect, test } from "vitest";
import { fileCommands, kubectlCommands } from "../../../../src/app/triage/incidentCommands.ts";
import { KubeError } from "../../../../src/kube/kubeError.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import { DashboardStage } from "../../../support/dashboardStage.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";

process.env.TZ = "UTC";

const minute = 60_000;
/** The stage's clock begins here. */
const now = Date.UTC(2026, 0, 5, 10, 0, 0);

/** Pod `index` of a release that crashes. */
const crashing = (index: number, change: Partial<PodRow> = {}): PodRow =>
  podRow({
    name: `pay-7f9c-${index}`,
    owner: "ReplicaSet/pay-7f9c",
    labels: "app=pay,pod-template-hash=7f9c",
    images: "registry.demo/pay:v2",
    createdAt: now - 6 * minute,
    restarts: 3,
    ...unhealthy("broken", "exit 1 · pay:v2", { began: now - 4 * minute }),
    ...change,
  });
const well = (index: number): PodRow =>
  crashing(index, {
    name: `pay-6b1d-${index}`,
    owner: "ReplicaSet/pay-6b1d",
    labels: "app=pay,pod-template-hash=6b1d",
    images: "registry.demo/pay:v1",
    restarts: 0,
    health: "ok",
    troubles: [],
  });
const rows = [0, 1, 2, 3].map((index) => crashing(index)).concat([0, 1].map((index) => well(index)));

const alice = { user: "alice", groups: ["on call"], uid: undefined, extra: {} };

function cardOf(stage: DashboardStage): string {
  stage.press("i", "c");
  return stage.copied.at(-1) ?? "";
}

describe("the incident card", () => {
  test("says what, where, whether it is true, why, whose fault it may be, and how to see it", () => {
    const stage = new DashboardStage();
    stage.live(rows);

    expect(cardOf(stage)).toBe(`4 of 6 pods unhealthy: 4 broken

- context prod-eu · cluster prod-eu-1 · namespace shop
- 2026-01-05 10:00:00 +00:00, live, verified 10:00:00
- unhealthy since 09:56 (4m), as far as it is known

1. 4 broken: \`exit 1 · pay:v2\`
   - deployment shop/pay · since 09:56 (4m)
   - suspect: 4 of 4 on revision 7f9c (oldest 6m), revision 6b1d 2 of 2 fine
   - shop/pay-7f9c-0, shop/pay-7f9c-1, shop/pay-7f9c-2 and 1 more

\`\`\`sh
kubectl --context prod-eu -n shop get pods -l pod-template-hash=7f9c
kubectl --context prod-eu -n shop describe pod pay-7f9c-0
kubectl --context prod-eu -n shop logs pay-7f9c-0 --all-containers --prefix --previous --ignore-errors
\`\`\`
`);
  });

  test("is saved under a name that says what it is", async () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.press("i", "S");
    await stage.settle();

    expect(stage.saved).toEqual([
      { subject: "shop", ending: "-incident.md", text: expect.stringContaining("4 of 6 pods unhealthy") },
    ]);
  });

  test("of old rows says as of when, and why they are old", () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.pass(minute);
    const error = new KubeError("unreachable", "connection refused");
    stage.sync({ phase: "unreachable", asOf: now, error, retryAt: now + 2 * minute });

    expect(cardOf(stage)).toContain("- 2026-01-05 10:00:00 +00:00, NOT LIVE (unreachable), as of 10:00:00\n");
    expect(stage.view.text?.state).toMatchObject({ text: "taken 10:00:00", tone: "warning" });
  });

  test("of a file says which, as of when, and shows the lines with podscope", () => {
    const stage = new DashboardStage();
    stage.rows(rows);
    stage.sync({ phase: "file", path: "my pods.json", asOf: now });
    const card = cardOf(stage);

    expect(card).toContain("- file my pods.json · ");
    expect(card).toContain("- 2026-01-05 10:00:00 +00:00, file, as of 2026-01-05 10:00:00\n");
    expect(card).toContain("\npodscope get -f 'my pods.json' -n shop pay-7f9c-0 pay-7f9c-1 pay-7f9c-2\n");
    expect(card).not.toContain("kubectl");
  });

  test("of a table that is held still says that it is", () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.press("space");

    expect(cardOf(stage)).toContain(", held still since then\n");
  });

  test("of a moment before says that it is not of now", () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.pass(5_000);
    stage.put(crashing(0, { restarts: 4, resourceVersion: "9" }));
    stage.pass(5_000);
    stage.press("<");

    expect(cardOf(stage)).toContain(", as it was then, not now\n");
  });

  test("is of what the filter leaves, judged by all pods", () => {
    const stage = new DashboardStage();
    stage.live([...rows, podRow({ name: "other", ...unhealthy("slow", "ContainerCreating") })]);
    stage.press("/");
    stage.type("pay-7f9c");
    stage.press("enter");
    const card = cardOf(stage);

    expect(card).toMatch(/^4 of 4 pods unhealthy: 4 broken\n/);
    expect(card).toContain("namespace shop · filter pay-7f9c\n");
    expect(card).toContain("- without the filter 5 of 7 pods are unhealthy\n");
    expect(card).toContain("revision 6b1d 2 of 2 fine");
  });

  test("from the causes is of all pods, and goes back there", () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.press("/");
    stage.type("nothing");
    stage.press("enter", "t");

    expect(cardOf(stage)).toMatch(/^4 of 6 pods unhealthy/);
    stage.press("q");
    expect(stage.view.text).toBeUndefined();
    expect(stage.view.triage).toBeDefined();
  });

  test.each([
    { what: "a context", access: {}, flags: "--context prod-eu -n shop" },
    {
      what: "somebody else",
      access: { impersonation: alice },
      flags: "--context prod-eu --as alice --as-group 'on call' -n shop",
    },
    { what: "a pod's own account", access: { context: "in-cluster" }, flags: "-n shop" },
  ])("asks as $what does", ({ access, flags }) => {
    const stage = new DashboardStage({ access });
    stage.live(rows);

    expect(cardOf(stage)).toContain(`\nkubectl ${flags} get pods -l `);
  });

  test("stays as it was taken", () => {
    const stage = new DashboardStage();
    stage.live(rows);
    stage.press("i");
    stage.put(...rows.map((row) => ({ ...row, health: "ok" as const, troubles: [] })));
    stage.press("c");

    expect(stage.copied.at(-1)).toMatch(/^4 of 6 pods unhealthy/);
  });

  test("says that nothing is wrong", () => {
    const stage = new DashboardStage();
    stage.live([well(0)]);

    expect(cardOf(stage)).toMatch(/^No pod of 1 is unhealthy\n\n- context prod-eu /);
  });

  test("tells the twelve worst causes, and counts the others", () => {
    const stage = new DashboardStage();
    stage.live(Array.from({ length: 15 }, (_, index) => crashing(index, unhealthy("broken", `exit ${index}`))));
    const card = cardOf(stage);

    expect(card.match(/^\d+\. /gm)).toHaveLength(12);
    expect(card).toContain("\nAnd 3 pods with 3 more causes.\n");
  });

  test("lets no text of a server get out of its place", () => {
    const stage = new DashboardStage();
    stage.live([crashing(0, unhealthy("broken", "exit `1`\u001b[31m @here\n# not a title"))]);

    expect(cardOf(stage)).toContain("1. 1 broken: `exit '1'[31m @here # not a title`\n");
  });
});

describe("commands for a shell", () => {
  test.each([
    {
      what: "names where no revision is shared",
      pods: [crashing(0), crashing(1)],
      line: "get pods pay-7f9c-0 pay-7f9c-1",
    },
    {
      what: "three names at most",
      pods: [0, 1, 2, 3].map((index) => crashing(index)),
      line: "get pods pay-7f9c-0 pay-7f9c-1 pay-7f9c-2",
    },
    {
      what: "pods of the first namespace",
      pods: [crashing(0), crashing(1, { namespace: "b" })],
      line: "get pods pay-7f9c-0",
    },
  ])("list $what", ({ pods, line }) => {
    expect(kubectlCommands({ pods }, [], ["--context prod"])[0]).toBe(`kubectl --context prod -n shop ${line}`);
  });

  test.each([
    { what: "the run that ended", change: { restarts: 1 }, flags: " --previous --ignore-errors" },
    { what: "the run that goes on", change: { restarts: 0, status: "Running" }, flags: "" },
  ])("ask for the log of $what", ({ change, flags }) => {
    expect(kubectlCommands({ pods: [crashing(0, change)] }, [], []).at(-1)).toBe(
      `kubectl -n shop logs pay-7f9c-0 --all-containers --prefix${flags}`,
    );
  });

  test("ask for no log of what never ran", () => {
    const pods = [crashing(0, { restarts: 0, status: "ImagePullBackOff" })];
    expect(kubectlCommands({ pods }, [], []).join()).not.toContain("logs");
  });

  test("quote what a shell would read otherwise", () => {
    const pods = [crashing(0, { name: "a b", namespace: "x;y" })];
    expect(kubectlCommands({ pods }, [], [])[1]).toBe("kubectl -n 'x;y' describe pod 'a b'");
    expect(fileCommands({ pods }, "my pods.json")).toEqual(["podscope get -f 'my pods.json' -n 'x;y' 'a b'"]);
  });
});
