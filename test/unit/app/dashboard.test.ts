import { describe, expect, test } from "vitest";
import type { ServerFacts } from "../../../src/app/cluster.ts";
import { dashboardCommands } from "../../../src/app/commands/dashboardCommands.ts";
import { defaultConfig } from "../../../src/app/config.ts";
import { createDashboard, type DashboardOptions } from "../../../src/app/dashboard.ts";
import type { DashboardView, OverlayView } from "../../../src/app/dashboardView.ts";
import { type KeyChord, keyChordFrom } from "../../../src/app/keyChord.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openStateFile } from "../../../src/app/stateFile.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import type { Versioned } from "../../../src/kube/sync/listWatch.ts";
import { accessOf } from "../../support/accessOf.ts";
import { FakePlaces, liveAt } from "../../support/fakeCluster.ts";
import { FakeTimers } from "../../support/fakeTimers.ts";
import { podRow, unhealthy } from "../../support/podRow.ts";
import { remoteTerminal } from "../../support/remoteTerminal.ts";

const prod = accessOf("https://prod:6443", { context: "prod", namespace: "shop" });
const dev = accessOf("https://dev:6443", { context: "dev", namespace: "lab" });
/** Ageless, so that time alone changes nothing. */
const pod = (name: string, change = {}) => podRow({ name, createdAt: Number.NaN, ...change });
const four = [pod("a-1"), pod("b-1"), pod("c-1", { status: "Error", restarts: 7 }), pod("d-1")];

async function opened(change: Partial<DashboardOptions> = {}) {
  const places = new FakePlaces(prod, dev);
  const timers = new FakeTimers();
  let draws = 0;
  const dashboard = createDashboard({
    clock: places.clock,
    timers,
    columns: 100,
    lines: 24,
    config: defaultConfig,
    problems: [],
    mouse: false,
    triage: false,
    mark: "",
    state: await openStateFile("", { read: async () => undefined, replace: async () => {} }, places.clock, () => {}),
    suspend: undefined,
    outlet: { copy: () => {}, save: async () => "" },
    player: undefined,
    recordings: { program: "podscope 1.2.3", create: () => Promise.reject(new Error("no recording was expected")) },
    notify: () => {},
    start: { context: undefined, namespace: undefined, selectors: noSelectors },
    allowWrites: false,
    lendTerminal: (use) => use(remoteTerminal().terminal),
    ...change,
  });
  dashboard.view.subscribe(() => {
    draws++;
  });
  const view = () => dashboard.view.get();
  const press = (...keys: readonly string[]) => {
    for (const key of keys) {
      const chord: KeyChord | undefined = keyChordFrom(key);
      dashboard.press(chord, key === "space" ? " " : [...key].length === 1 ? key : undefined);
    }
  };
  return {
    dashboard,
    places,
    timers,
    view,
    press,
    draws: () => draws,
    connect: () => dashboard.connect(places.connection),
    pods: (what = "pods of shop") => places.follows.of(what),
    pass: async (ms: number) => {
      await places.clock.advance(ms);
      timers.pass(ms);
    },
    picker: () => pickerOf(view()),
    names: () => view().table.lines.map(({ key }) => key.replace("shop/", "")),
    selected: () =>
      view()
        .table.lines.find(({ selected }) => selected)
        ?.key.replace("shop/", ""),
    rest: async () => {
      await places.settle();
      timers.pass(10_000);
    },
  };
}

/** Live, with these pods on the screen, the facts known, and all signs over. */
async function live(
  rows: readonly Versioned[] = four,
  change: Partial<DashboardOptions> = {},
  facts: Partial<ServerFacts> = {},
) {
  const stage = await opened(change);
  stage.connect();
  stage.places.follows.all.at(-1)?.list(rows);
  stage.places.cluster.factsAsked[0]?.answer({ version: "v1.35.4", skewMs: 0, ...facts });
  await stage.pass(10_000);
  return stage;
}

function pickerOf({ overlay }: DashboardView): Extract<OverlayView, { kind: "picker" }> {
  if (overlay?.kind !== "picker") throw new Error(`no picker is open, but ${overlay?.kind}`);
  return overlay;
}

describe("marks", () => {
  const marked = ({ table }: DashboardView) => table.lines.flatMap(({ key, isMarked }) => (isMarked ? [key] : []));

  test("are put on pods one after the other, counted in the header with those that the filter hides, and taken off", async () => {
    const { press, view } = await live();
    press("v", "j", "v");
    expect(marked(view())).toEqual(["shop/a-1", "shop/c-1"]);
    expect(view().header.badges).toEqual([{ text: "2 marked", tone: "busy" }]);
    press("/", ..."c-", "enter");
    expect(view().header.badges[0]).toEqual({ text: "2 marked, 1 hidden", tone: "busy" });
    press("esc", "V");

    expect(view().header.badges).toEqual([]);
    expect(marked(view())).toEqual([]);
  });

  test("that are nowhere cannot be taken off", async () => {
    const { press, view } = await live();
    press("V");

    expect(view().notice?.text).toBe("No pod is marked.");
  });
});

describe("pods that belong together", () => {
  const replicaSet = (hash: string) => ({ owner: `ReplicaSet/web-${hash}`, labels: `pod-template-hash=${hash}` });
  const rows = [
    pod("a-1", { ...replicaSet("7f9c"), node: "n1" }),
    pod("b-1", { ...replicaSet("6b1d"), node: "n2" }),
    pod("c-1", { owner: "StatefulSet/cache", node: "n1" }),
    pod("d-1", { owner: "", node: "" }),
    pod("e-1", { owner: "", node: "", ...unhealthy("broken", "0/2 nodes: 2 insufficient cpu") }),
  ];
  const filterOf = ({ header }: DashboardView) => header.badges.find(({ text }) => text.startsWith("filter "))?.text;

  test("are those of all ReplicaSets of one Deployment, and all again by the same key", async () => {
    const { press, names, view } = await live(rows);
    press("o");
    expect(names()).toEqual(["a-1", "b-1"]);
    expect(filterOf(view())).toBe("filter owner=Deployment/web");
    press("o");

    expect([names().length, filterOf(view())]).toEqual([5, undefined]);
  });

  test("are told from those of another namespace where all are on the screen", async () => {
    const all = { start: { context: undefined, namespace: null, selectors: noSelectors } };
    const { press, names, view } = await live([...rows, pod("z-1", { ...replicaSet("7f9c"), namespace: "bank" })], all);
    press("j", "o");

    expect(filterOf(view())).toBe("filter owner=shop/Deployment/web");
    expect(names()).toEqual(["a-1", "b-1"]);
  });

  test("are those of one node among what the filter leaves, and only that is taken back", async () => {
    const { press, names, view } = await live(rows);
    press("/", ..."!b-", "enter", "N");
    expect(names()).toEqual(["a-1", "c-1"]);
    press("o");
    expect(filterOf(view())).toBe("filter !b- node=n1 owner=Deployment/web");
    press("N");

    expect(filterOf(view())).toBe("filter !b- owner=Deployment/web");
  });

  test.each([
    { name: "d-1", key: "o", says: "shop/d-1 is on its own: nothing owns it." },
    { name: "d-1", key: "N", says: "shop/d-1 is on no node yet." },
    { name: "e-1", key: "N", says: "shop/e-1 is on no node: 0/2 nodes: 2 insufficient cpu" },
    { name: "nobody", key: "o", says: "No pod is under the cursor." },
  ])("cannot be asked for by $key of $name, and it is said why", async ({ name, key, says }) => {
    const { press, view } = await live(rows);
    press("/", ...name, "enter", key);

    expect(view().notice?.text).toBe(says);
  });
});

describe("unhealthy pods", () => {
  const ill = pod("c-1", { status: "Error", ...unhealthy("broken", "exit 1") });
  const half = pod("b-1", unhealthy("degraded", "readiness failing"));
  const rows = [pod("a-1"), half, ill, pod("d-1")];

  test("are counted in the header, and shown alone and with the others again by a key", async () => {
    const { press, names, view } = await live(rows);
    expect(view().header.badges).toEqual([{ text: "1 broken, 1 degraded", tone: "bad" }]);
    press("ctrl-z");
    expect(names()).toEqual(["b-1", "c-1"]);
    expect(view().header.badges.at(-1)).toEqual({ text: "filter health=unhealthy", tone: "busy", mayBeCut: true });
    press("ctrl-z");

    expect(names()).toHaveLength(4);
  });

  test("are looked for among what a filter leaves, and Esc shows all again", async () => {
    const { press, names, view } = await live(rows);
    press("/", ..."!b-", "enter", "ctrl-z");
    expect(names()).toEqual(["c-1"]);
    press("ctrl-z");
    expect(view().header.badges.at(-1)).toEqual({ text: "filter !b-", tone: "busy", mayBeCut: true });
    press("ctrl-z", "esc");

    expect(names()).toHaveLength(4);
  });

  test("say why below the table where the column has no room, and only while the cursor is on one", async () => {
    const { dashboard, press, view } = await live(rows);
    expect(view().table.columns.at(-1)?.id).toBe("why");
    press("j");
    expect(view().notice).toBeUndefined();
    dashboard.resize(60, 24);
    expect(view().notice).toEqual({ text: "readiness failing", tone: "warning" });
    press("j");
    expect(view().notice).toEqual({ text: "exit 1", tone: "bad" });
    press("j");

    expect(view().notice).toBeUndefined();
  });

  test("are drawn as such when their time has come, though nothing else happens", async () => {
    const { places, pass, view } = await live([pod("a-1")]);
    const from = places.clock.now() + 60_000;
    places.follows.all.at(-1)?.put(pod("a-1", { ...unhealthy("slow", "ContainerCreating", { from }), health: "ok" }));
    await pass(59_999);
    expect(view().header.badges).toEqual([]);
    await pass(1);

    expect(view().header.badges).toEqual([{ text: "1 slow", tone: "warning" }]);
  });
});

describe("causes on the screen", () => {
  const textOf = (view: DashboardView) => view.triage?.rows.flatMap(({ left }) => left.map(({ text }) => text)).join();

  test("grow older by themselves, and only when they have other words", async () => {
    const { press, view, pass, draws, places } = await live([]);
    const began = places.clock.now() - 20 * 60_000;
    places.follows.all.at(-1)?.put(pod("a-1", unhealthy("broken", "exit 1", { began })));
    await pass(5_000);
    press("t");
    expect(textOf(view())).toContain("(20m)");
    const before = draws();
    await pass(50_000);
    expect(draws() - before).toBe(0);
    await pass(10_000);

    expect(textOf(view())).toContain("(21m)");
  });
});

describe("pods that are done", () => {
  const done = (name: string) => pod(name, { status: "Completed", health: "done" });
  const rows = [done("a-1"), pod("b-1"), done("c-1"), pod("d-1")];

  test("are shown, and folded into one line by a key that shows them again", async () => {
    const { press, names, view } = await live(rows);
    expect(names()).toHaveLength(4);
    expect(view().folded).toBeUndefined();
    press(".");
    expect(names()).toEqual(["b-1", "d-1"]);
    expect(view()).toMatchObject({ folded: "2 pods are done; . shows them", table: { shown: 2, total: 4 } });
    press(".");

    expect(names()).toHaveLength(4);
  });

  test("are folded from the start for whoever wants that, and counted as they come", async () => {
    const { names, pods, pass, view } = await live(rows, { config: { ...defaultConfig, foldDone: true } });
    pods().put(done("d-1"));
    await pass(200);

    expect(names()).toEqual(["b-1"]);
    expect(view().folded).toBe("3 pods are done; . shows them");
    expect(view().summary.map(({ label, count }) => `${label} ${count}`)).toEqual(["Running 1", "Completed 3"]);
  });

  test("take the cursor with them only as far as the next pod, and give it back", async () => {
    const { press, selected } = await live(rows);
    press("j", "j", ".");
    expect(selected()).toBe("b-1");
    press(".");

    expect(selected()).toBe("c-1");
  });

  test("that end under the cursor are said to be folded away", async () => {
    const { press, pods, pass, view } = await live(rows);
    press(".", "j");
    pods().put(done("d-1"));
    await pass(200);

    expect(view().notice?.text).toBe("shop/d-1 is folded away");
  });

  test("are no empty namespace, and no filter hides what is folded without a word", async () => {
    const { press, view } = await live([done("a-1")]);
    press(".");
    expect(view().message).toMatchObject({ title: "No pod is at work", sentences: [".: those that are done"] });
    press("/", ..."status=Completed", "enter");

    expect(view().message?.sentences).toEqual(["Esc: clear the filter   .: those that are done"]);
  });

  test("leave the table the line that counts them", async () => {
    const many = Array.from({ length: 30 }, (_, index) => pod(`p-${index + 10}`));
    const { press, names, view } = await live([...many, done("z-1")]);
    press(".");

    expect(names()).toHaveLength(view().tableLines - 1);
    press("G");
    expect(names().at(-1)).toBe("p-39");
  });
});

describe("moving", () => {
  const forty = Array.from({ length: 40 }, (_, index) => pod(`p-${String(index).padStart(2, "0")}`));

  test.each([
    { keys: ["j"], at: "p-01" },
    { keys: ["down", "j", "k"], at: "p-01" },
    { keys: ["up"], at: "p-00" },
    { keys: ["G"], at: "p-39" },
    { keys: ["end", "g"], at: "p-00" },
    { keys: ["G", "home"], at: "p-00" },
    { keys: ["pageDown"], at: "p-19" },
    { keys: ["ctrl-f", "ctrl-b"], at: "p-00" },
    { keys: ["pageDown", "pageUp"], at: "p-00" },
    { keys: ["J"], at: "p-09" },
    { keys: ["J", "J", "K"], at: "p-09" },
  ])("$keys leads to $at", async ({ keys, at }) => {
    const { press, selected } = await live(forty);
    press(...keys);

    expect(selected()).toBe(at);
  });

  test("a page is at least a row", async () => {
    const { press, selected } = await live(forty, { lines: 8 });
    press("J", "J");

    expect(selected()).toBe("p-02");
  });
});

describe("the filter", () => {
  test("takes effect with each letter, and stays when it is entered", async () => {
    const { press, names, view } = await live();
    press("/", "r", "e", "s", "t", "a", "r", "t", "s", ">", "5");
    expect(names()).toEqual(["c-1"]);
    expect(view().prompt).toMatchObject({ label: "/", text: "restarts>5", errors: [] });
    press("enter");

    expect(view().prompt).toBeUndefined();
    expect(names()).toEqual(["c-1"]);
    expect(view().header.badges).toEqual([{ text: "filter restarts>5", tone: "busy", mayBeCut: true }]);
  });

  test("is the one before again when one leaves it", async () => {
    const { press, names } = await live();
    press("/", "c", "enter", "/", "ctrl-u", "a", "esc");

    expect(names()).toEqual(["c-1"]);
  });

  test("that was emptied is left empty by one more Backspace", async () => {
    const { press, names, view } = await live();
    press("/", "c", "enter", "/", "backspace", "backspace");

    expect(view().prompt).toBeUndefined();
    expect(names()).toHaveLength(4);
  });

  test("says what does not parse, and filters nothing by it", async () => {
    const { press, names, view } = await live();
    press("/", ..."nope>5");

    expect(view().prompt?.errors).toMatchObject([{ start: 0, end: 6 }]);
    expect(names()).toHaveLength(4);
  });

  test("is taken off by Esc, also when it hides all", async () => {
    const { press, names, view } = await live();
    press("/", ..."zzz", "enter");
    expect(view().message?.title).toBe("None of 4 pods passes the filter zzz");
    press("esc");

    expect(names()).toHaveLength(4);
  });

  test("takes a paste as one line", async () => {
    const { dashboard, press, names } = await live();
    press("/");
    dashboard.paste("status=Error\n");

    expect(names()).toEqual(["c-1"]);
  });

  test("stays in another namespace", async () => {
    const { press, names, pods } = await live();
    press("/", "c", "enter", "0");
    pods("pods of all namespaces").list(four);
    press("g");

    expect(names()).toEqual(["c-1"]);
  });
});

describe("the counts", () => {
  test("are filters by their keys, the worst first", async () => {
    const { press, names, view } = await live();
    expect(view().summary).toMatchObject([
      { label: "Error", count: 1, key: "F2" },
      { label: "Running", count: 3, key: "F3" },
    ]);
    press("f3");
    expect(names()).toEqual(["a-1", "b-1", "d-1"]);
    press("f9");

    expect(names()).toEqual(["a-1", "b-1", "d-1"]);
  });

  test("are stepped through, and around", async () => {
    const { press, names } = await live();
    const namesBy = (key: string) => {
      press(key);
      return names();
    };

    expect(namesBy("tab")).toEqual(["c-1"]);
    expect(namesBy("tab")).toEqual(["a-1", "b-1", "d-1"]);
    expect(namesBy("tab")).toHaveLength(4);
    expect(namesBy("shift-tab")).toEqual(["a-1", "b-1", "d-1"]);
  });

  test("that are not there are refused with the reason", async () => {
    const { press, view } = await live([]);
    press("f2");

    expect(view().notice?.text).toBe("There is nothing to count.");
  });
});

describe("sorting", () => {
  const sorted = (view: DashboardView) =>
    view.table.columns.filter((column) => column.sorted !== undefined).map(({ id, sorted: by }) => `${id} ${by}`);

  test.each([
    { keys: ["]"], by: ["name ascending"] },
    { keys: ["]", "]"], by: ["ready ascending"] },
    { keys: ["["], by: ["age ascending"] },
    { keys: ["]", "["], by: [] },
    { keys: ["S"], by: ["name descending"] },
    { keys: ["]", "]", "S"], by: ["ready descending"] },
    { keys: ["]", "]", "S", "S"], by: ["ready ascending"] },
    { keys: ["s", ..."restarts", "enter"], by: ["restarts descending"] },
    { keys: ["S", "s", "enter"], by: [] },
  ])("$keys sorts by $by", async ({ keys, by }) => {
    const { press, view } = await live();
    press(...keys);

    expect(sorted(view())).toEqual(by);
  });

  test("the other way round turns the whole order of kubectl, not the names alone", async () => {
    const { press, pods, view } = await live(four);
    press("0");
    pods("pods of all namespaces").list([podRow({ namespace: "x", name: "a" }), podRow({ namespace: "y", name: "b" })]);
    press("S");

    expect(view().table.lines.map(({ key }) => key)).toEqual(["y/b", "x/a"]);
    expect(sorted(view())).toEqual(["namespace descending"]);
  });

  test("is remembered for each context", async () => {
    const { press, view, pods } = await live();
    press(":", ..."ctx dev", "enter");
    pods("pods of lab").list(four);
    press("]", ":", ..."ctx prod", "enter");
    pods().list(four);
    press("g");
    expect(sorted(view())).toEqual([]);
    press(":", ..."ctx dev", "enter");
    pods("pods of lab").list(four);
    press("g");

    expect(sorted(view())).toEqual(["name ascending"]);
  });
});

describe("places", () => {
  test("all namespaces, and back by the digit", async () => {
    const { press, pods, places, view } = await live();
    press("0");
    expect(view().header.namespace).toBe("all namespaces");
    expect(view().table.lines).toEqual([]);
    expect(view().message?.title).toBe("Starting");
    pods("pods of all namespaces").list(four);
    press("1");

    expect(view().header.namespace).toBe("shop");
    expect(places.follows.running).toEqual(["pods of shop"]);
  });

  test.each([
    { what: "nothing was shown yet", rows: undefined, keys: ["1"], notice: "No other namespace was shown yet." },
    { what: "the digit has none", rows: four, keys: ["7"], notice: "No namespace has the key 7 yet." },
  ])("a digit is refused when $what", async ({ rows, keys, notice }) => {
    const stage = rows === undefined ? await opened() : await live(rows);
    if (rows === undefined) stage.connect();
    stage.press(...keys);

    expect(stage.view().notice?.text).toBe(notice);
  });

  test("a digit that was chosen is named as it is pressed", async () => {
    const keys = new Map<string, readonly KeyChord[]>([["namespace.recent", ["a", "b"]]]);
    const { press, view } = await live(four, { config: { ...defaultConfig, keys } });
    press("b");

    expect(view().notice?.text).toBe("No namespace has the key b yet.");
  });

  test("a namespace is chosen from the live list, and its pods are counted", async () => {
    const { press, places, pods, picker, view, pass } = await live();
    press("n");
    pods("namespaces").list(
      ["kube-system", "shop"].map((name) => ({ key: name, name, uid: name, resourceVersion: "1" })),
    );
    await pass(200);
    expect(picker().items.map(({ text }) => text)).toEqual(["all namespaces", "shop", "kube-system"]);
    expect(places.cluster.countsAsked.map(({ what }) => what)).toEqual(["shop", "kube-system"]);
    places.cluster.countsAsked[1]?.answer(9);
    await places.settle();
    await pass(200);
    expect(picker().items.at(-1)?.detail).toBe("9 pods");
    press(..."kube", "enter");

    expect(view().overlay).toBeUndefined();
    expect(view().header.namespace).toBe("kube-system");
    expect(places.follows.running).toEqual(["pods of kube-system"]);
  });

  test("a namespace that nobody may list is typed", async () => {
    const { press, pods, picker, view, pass } = await live();
    press("n");
    pods("namespaces").say({
      phase: "forbidden",
      asOf: undefined,
      retryAt: 1,
      error: new KubeError("forbidden", "no"),
    });
    await pass(200);
    expect(picker().hint).toBe("You may not list namespaces: type a name");
    press(..."secret", "enter");

    expect(view().header.namespace).toBe("secret");
  });

  test("a context is chosen, and the old screen goes at once", async () => {
    const { press, picker, places, view } = await live();
    press("c");
    expect(picker().items.map(({ text, current }) => ({ text, current }))).toEqual([
      { text: "prod", current: true },
      { text: "dev", current: false },
    ]);
    press(..."dev", "enter");

    expect(view().header).toMatchObject({ context: "dev", namespace: "lab", server: "https://dev:6443", version: "" });
    expect(view().table.lines).toEqual([]);
    expect(places.clusters.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test("a picker that is left changes nothing", async () => {
    const { press, places, view } = await live();
    press("n", "j", "esc");

    expect(view().overlay).toBeUndefined();
    expect(places.follows.running).toEqual(["pods of shop"]);
  });

  test("selectors are typed, shown, and can be typed again", async () => {
    const { press, view } = await live();
    press("L", ..."-l app=web", "enter");
    expect(view().header.badges).toEqual([{ text: "-l app=web", tone: "busy" }]);
    press("L");

    expect(view().prompt).toMatchObject({ label: "server selects: ", text: "-l app=web" });
  });

  test("selectors that do not parse are refused with the reason", async () => {
    const { press, view, places } = await live();
    const { session } = places;
    press("L", ..."-n x", "enter");

    expect(view().notice?.text).toBe("unknown flag -n: there are -l and --field-selector");
    expect(places.session).toBe(session);
  });

  test("trying again is one key", async () => {
    const { press, pods } = await live();
    press("r");

    expect(pods().retries).toBe(1);
  });
});

describe("the command line", () => {
  test.each([
    { command: "ns web", namespace: "web" },
    { command: "po all", namespace: "all namespaces" },
    { command: "ctx dev", namespace: "lab" },
  ])(":$command goes to $namespace", async ({ command, namespace }) => {
    const { press, view, places } = await live();
    press(":", ...command, "enter");

    expect(view().prompt).toBeUndefined();
    expect(view().header.namespace).toBe(namespace);
    expect(places.follows.running).toHaveLength(1);
  });

  test("Tab completes names that the server has", async () => {
    const { press, pods, view } = await live();
    press(":");
    pods("namespaces").list([{ key: "web", name: "web", uid: "web", resourceVersion: "1" } as Versioned]);
    press(..."ns w");
    expect(view().prompt?.completion).toBe("eb");
    press("tab");

    expect(view().prompt).toMatchObject({ text: "ns web", cursor: 6, completion: "" });
  });

  test.each([
    { command: "ns", overlay: "Namespace" },
    { command: "ctx", overlay: "Context" },
  ])(":$command opens the picker, and what it needs is still followed", async ({ command, overlay }) => {
    const { press, picker, places } = await live();
    press(":", ...command, "enter");

    expect(picker().title).toBe(overlay);
    expect(places.follows.running.includes("namespaces")).toBe(command === "ns");
  });

  test(":pods takes off the filter", async () => {
    const { press, names } = await live();
    press("/", "c", "enter", ":", ..."pods", "enter");

    expect(names()).toHaveLength(4);
  });

  test(":help shows the help, :q ends", async () => {
    const { dashboard, press, view } = await live();
    press(":", ..."help", "enter");
    expect(view().overlay?.kind).toBe("help");
    press("X", ":", "q", "enter");

    await expect(dashboard.done).resolves.toBeUndefined();
  });

  test("says what is wrong once a word is finished, and why nothing was done", async () => {
    const { press, view } = await live();
    press(":", ..."deploy");
    expect(view().prompt?.errors).toEqual([]);
    press("space");
    expect(view().prompt?.errors).toMatchObject([{ start: 0, end: 6 }]);
    press("enter");

    expect(view().notice?.text).toMatch(/^there is no command deploy/);
  });

  test.each([["esc"], ["backspace"], ["enter"]])("is left by %s when it is empty", async (key) => {
    const { press, view, places } = await live();
    press(":", key);

    expect(view().prompt).toBeUndefined();
    expect(view().notice).toBeUndefined();
    expect(places.follows.running).toEqual(["pods of shop"]);
  });
});

describe("the table", () => {
  test("gets more columns, and fewer", async () => {
    const { press, view } = await live();
    press("w");
    expect(view().table.columns.map(({ id }) => id)).toContain("node");
    press("w");

    expect(view().table.columns.map(({ id }) => id)).not.toContain("node");
  });

  test("is held still while changes are counted, and goes on with all of them", async () => {
    const { press, view, names, pods, pass } = await live();
    press("space");
    pods().put(pod("e-1"));
    pods().remove("shop/a-1");
    await pass(200);
    expect(names()).toEqual(["a-1", "b-1", "c-1", "d-1"]);
    expect(view().header.badges).toEqual([{ text: "paused, 2 changes wait", tone: "warning" }]);
    press("space");
    await pass(10_000);

    expect(names()).toEqual(["b-1", "c-1", "d-1", "e-1"]);
    expect(view().header.badges).toEqual([]);
  });

  test("says that the pod under the cursor is gone, or hidden, until the cursor moves", async () => {
    const { press, view, pods, pass } = await live();
    press("j");
    pods().remove("shop/b-1");
    await pass(200);
    expect(view().notice?.text).toBe("shop/b-1 is gone; move the cursor to go on");
    press("j");
    expect(view().notice).toBeUndefined();
    press("/", "n", "o", "n", "e", "enter");

    expect(view().notice?.text).toBe("shop/c-1 is hidden by the filter");
  });

  test("gives nothing of the first list a sign, and what comes after it for a moment", async () => {
    const { view, pods, pass } = await live();
    const signs = () => view().table.lines.map(({ sign }) => sign);
    expect(signs()).toEqual(["none", "none", "none", "none"]);
    pods().put(pod("e-1"));
    await pass(200);
    expect(signs()).toEqual(["none", "none", "none", "none", "new"]);
    await pass(2_000);

    expect(signs()).toEqual(["none", "none", "none", "none", "none"]);
  });

  test("keeps its rows, dimmed, when the server is away", async () => {
    const { view, names, pods, pass } = await live();
    const error = new KubeError("unreachable", "refused");
    pods().say({ phase: "unreachable", asOf: 0, retryAt: Number.POSITIVE_INFINITY, error });
    await pass(200);

    expect(names()).toHaveLength(4);
    expect(view().stale).toBe(true);
    expect(view().message).toBeUndefined();
    expect(view().header.state.text).toBe("unreachable");
  });

  test("has ages on the server's clock", async () => {
    const createdAt = Date.UTC(2026, 0, 5, 10, 0, 0);
    const { view } = await live([podRow({ createdAt })], {}, { skewMs: 3_600_000 });

    expect(view().table.lines[0]?.cells.at(-1)?.text.trim()).toBe("60m");
  });
});

test("RESTARTS begins with the most, and the cause of old rows stands below them until they are true", async () => {
  const { press, view, pods, pass } = await live();
  press("]", "]", "]", "]");
  expect(view().table.columns.find(({ sorted }) => sorted !== undefined)).toMatchObject({
    id: "restarts",
    sorted: "descending",
  });
  pods().say({ phase: "unreachable", asOf: 0, retryAt: 0, error: new KubeError("unreachable", "n1 is away.") });
  await pass(200);
  expect(view().notice?.text).toBe("n1 is away.   r: try again now   c: another context");
  pods().say(liveAt(1));
  await pass(200);

  expect(view().notice).toBeUndefined();
});

describe("a login", () => {
  test("is said, and given up by Esc", async () => {
    const { press, places, view, connect } = await opened();
    connect();
    places.cluster.login.set({ what: "running aws", since: places.clock.now() });
    press("X");
    expect(view().message?.title).toBe("Logging in: running aws");
    press("esc");

    expect(places.cluster.cancelledLogins).toBe(1);
  });

  test("for something else is neither said nor given up while the rows are true", async () => {
    const { press, places, view } = await live();
    places.cluster.login.set({ what: "running aws", since: 0 });
    press("/", "c", "enter", "esc");

    expect(view().header.state.text).toBe("live");
    expect(places.cluster.cancelledLogins).toBe(0);
    expect(view().header.badges).toEqual([]);
  });
});

describe("the help", () => {
  test("has every command that has a key, scrolls, and goes with any other key", async () => {
    const { press, view, selected } = await live();
    press("?");
    const help = view().overlay;
    const titles = help?.kind === "help" ? help.groups.flatMap(({ entries }) => entries.map(({ title }) => title)) : [];
    expect(titles.sort()).toEqual(dashboardCommands.map(({ title }) => title).sort());
    press("j", "down", "k");
    expect(view().overlay).toMatchObject({ kind: "help", top: 1 });
    press("pageUp");
    expect(view().overlay).toMatchObject({ kind: "help", top: 0 });
    press("G");

    expect(view().overlay).toBeUndefined();
    expect(selected()).toBe("a-1");
  });
});

describe("the mouse", () => {
  test("is switched on and off", async () => {
    const { press, view } = await live();
    press("M");
    expect(view().mouse).toBe(true);
    press("M");

    expect(view().mouse).toBe(false);
  });

  test("clicks choose a row, and the wheel moves what is seen", async () => {
    const many = Array.from({ length: 60 }, (_, index) => pod(`p-${String(index).padStart(2, "0")}`));
    const { dashboard, view, selected } = await live(many);
    dashboard.click(2);
    expect(selected()).toBe("p-02");
    dashboard.wheel(2);
    expect(view().table.top).toBe(6);
    dashboard.wheel(-1);

    expect(view().table.top).toBe(3);
  });

  test("moves in what is open, and nothing below it", async () => {
    const { dashboard, press, picker, selected } = await live();
    press("s");
    dashboard.wheel(1);
    dashboard.click(3);

    expect(picker().selected).toBe(1);
    expect(selected()).toBe("a-1");
  });
});

describe("news", () => {
  test("what is wrong with the configuration is said once, then the keys are there again", async () => {
    const { view, connect, pass, timers } = await opened({ problems: ["config.yaml line 1: x"] });
    expect(view().notice).toEqual({ text: "config.yaml line 1: x", tone: "warning" });
    connect();
    await pass(7_900);
    expect(view().notice).toBeDefined();
    await pass(200);

    expect(view().notice).toBeUndefined();
    expect(timers.waiting).toBe(0);
  });

  test("is drawn soon, and taken away by Esc before the filter is", async () => {
    const { dashboard, press, view, pass, names } = await live();
    press("/", "c", "enter");
    dashboard.notice("first", "second");
    await pass(200);
    expect(view().notice?.text).toBe("first");
    press("esc", "esc");
    expect(view().notice).toBeUndefined();
    expect(names()).toEqual(["c-1"]);
    press("esc");

    expect(names()).toHaveLength(4);
  });
});

describe("the size", () => {
  test("gives the table all lines but five", async () => {
    const { dashboard, view } = await live();
    dashboard.resize(80, 30);

    expect(view()).toMatchObject({ columns: 80, lines: 30, tableLines: 25, tooSmall: undefined });
  });

  test.each([
    { columns: 39, lines: 24 },
    { columns: 80, lines: 7 },
  ])("$columns by $lines is too small, and the next one heals it", async ({ columns, lines }) => {
    const { dashboard, view } = await live();
    dashboard.resize(columns, lines);
    expect(view().tooSmall).toBe(`podscope needs 40x8; this is ${columns}x${lines}.`);
    dashboard.resize(40, 8);

    expect(view().tooSmall).toBeUndefined();
  });
});

describe("before there is a connection", () => {
  test("keys work that need none, and wishes are kept", async () => {
    const { press, view, connect, places } = await opened();
    expect(view().message?.title).toBe("Starting");
    press("j", "G", "/", "c", "enter", "w", ":", ..."ns web", "enter");
    connect();
    places.follows
      .of("pods of web")
      .list([podRow({ namespace: "web", name: "c-1" }), podRow({ namespace: "web", name: "d" })]);
    press("g");

    expect(view().header.namespace).toBe("web");
    expect(view().table.lines.map(({ key }) => key)).toEqual(["web/c-1"]);
    expect(view().table.columns.map(({ id }) => id)).toContain("ip");
  });

  test("a picker that is open gets its names when there is one", async () => {
    const { press, connect, picker, pods } = await opened();
    press("n");
    connect();
    pods("namespaces").list([{ key: "web", name: "web", uid: "web", resourceVersion: "1" } as Versioned]);
    press("down");

    expect(picker().items.map(({ text }) => text)).toEqual(["all namespaces", "shop", "web"]);
  });

  test("one can leave", async () => {
    const { dashboard, press } = await opened();
    press("q");

    await expect(dashboard.done).resolves.toBeUndefined();
  });
});

describe("keys that were chosen", () => {
  test("do what they were chosen for, and the others do no more", async () => {
    const keys = new Map<string, readonly KeyChord[]>([
      ["pause", ["p"]],
      ["wide", ["j"]],
    ]);
    const { press, view, selected } = await live(four, { config: { ...defaultConfig, keys } });
    press("space", "j");
    expect(view().header.badges).toEqual([]);
    expect(selected()).toBe("a-1");
    expect(view().table.columns.map(({ id }) => id)).toContain("ip");
    press("p", "down");

    expect(view().header.badges).toEqual([{ text: "paused", tone: "warning" }]);
    expect(selected()).toBe("b-1");
    expect(view().footer).toContainEqual({ keys: "p", title: "pause" });
  });
});

describe("at rest", () => {
  test("no timer waits, and a key that changes nothing draws nothing", async () => {
    const { timers, press, draws, view } = await live();
    expect(timers.waiting).toBe(0);
    const before = view();
    const drawn = draws();
    press("X", "f12");

    expect(view()).toBe(before);
    expect(draws()).toBe(drawn);
    expect(timers.waiting).toBe(0);
  });

  test("parts that did not change keep their identity", async () => {
    const { press, view } = await live();
    const before = view();
    press("j");
    const after = view();

    expect(after.table).not.toBe(before.table);
    expect(after.header).toBe(before.header);
    expect(after.summary).toBe(before.summary);
    expect(after.footer).toBe(before.footer);
    expect(after.table.lines[3]).toBe(before.table.lines[3]);
  });

  test("a thousand changes are one drawing, a fifth of a second later", async () => {
    const { pods, draws, timers } = await live();
    const drawn = draws();
    for (let index = 0; index < 1_000; index++)
      pods().put(pod("a-1", { restarts: index, resourceVersion: `${index}` }));
    expect(draws()).toBe(drawn);
    timers.pass(200);

    expect(draws()).toBe(drawn + 1);
  });

  test("an age is drawn when it changes, not before", async () => {
    const createdAt = Date.UTC(2026, 0, 5, 9, 0, 0);
    const { draws, pass, view } = await live([podRow({ createdAt })]);
    const age = () => view().table.lines[0]?.cells.at(-1)?.text.trim();
    expect(age()).toBe("60m");
    const drawn = draws();
    await pass(49_000);
    expect(draws()).toBe(drawn);
    await pass(1_000);

    expect(age()).toBe("61m");
  });
});

describe("leaving", () => {
  test.each([["q"], ["ctrl-c"]])(
    "by %s ends every connection, and nothing is drawn or planned any more",
    async (key) => {
      const { dashboard, press, places, view, timers, pods } = await live();
      const last = view();
      press(key);
      dashboard.notice("too late");
      pods().put(pod("late-1"));
      dashboard.resize(50, 20);
      await dashboard.done;

      expect(places.follows.running).toEqual([]);
      expect(places.cluster.isClosed).toBe(true);
      expect(places.clock.sleeping).toBe(0);
      expect(timers.waiting).toBe(0);
      expect(view()).toBe(last);
    },
  );

  test("by Ctrl-C works in a prompt too", async () => {
    const { dashboard, press, places } = await live();
    press(":", "ctrl-c");
    await dashboard.done;

    expect(places.follows.running).toEqual([]);
  });
});

test("the sync of a session that was left is heard no more", async () => {
  const { press, pods, view, pass } = await live();
  const old = pods();
  press("0");
  old.say(liveAt(5));
  await pass(200);

  expect(view().header.state.text).toBe("starting");
});
