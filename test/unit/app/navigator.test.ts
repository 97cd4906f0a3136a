import { describe, expect, test } from "vitest";
import { Navigator, type Start } from "../../../src/app/navigator.ts";
import { noSelectors } from "../../../src/app/scope.ts";
import { openStateFile } from "../../../src/app/stateFile.ts";
import { KubeError } from "../../../src/kube/kubeError.ts";
import { accessOf } from "../../support/accessOf.ts";
import { FakePlaces, liveAt } from "../../support/fakeCluster.ts";

const prod = accessOf("https://prod:6443", { context: "prod", cluster: "c1", user: "jane", namespace: "shop" });
const dev = accessOf("https://dev:6443", { context: "dev", namespace: "lab" });
const selectors = { labels: "app=web", fields: "" };
const fromStart: Start = { context: undefined, namespace: undefined, selectors: noSelectors };

async function arrived(start: Partial<Start> = {}, remembered: Readonly<Record<string, unknown>> = {}) {
  const places = new FakePlaces(prod, dev);
  let text = JSON.stringify({ contexts: remembered });
  const files = {
    read: async () => text,
    replace: async (_: string, next: string) => {
      text = next;
    },
  };
  const state = await openStateFile("state.json", files, places.clock, () => {});
  const navigator = new Navigator(state, places.clock);
  const begin = () => navigator.begin(places.connection, { ...fromStart, ...start });
  const pods = () => places.follows.all.at(-1);
  return { places, navigator, state, begin, live: () => pods()?.say(liveAt(0)), savedText: () => text };
}

const here = ({ place: { context, session } }: Navigator) => `${context}/${session?.scope.namespace ?? "*"}`;

describe("the first place", () => {
  test.each([
    { what: "the context's own namespace", start: {}, remembered: {}, place: "prod/shop" },
    { what: "the one that was shown last", start: {}, remembered: { prod: { namespace: "web" } }, place: "prod/web" },
    { what: "all namespaces when those were", start: {}, remembered: { prod: { namespace: null } }, place: "prod/*" },
    {
      what: "what was asked for",
      start: { namespace: "x" },
      remembered: { prod: { namespace: "web" } },
      place: "prod/x",
    },
    {
      what: "all when those were asked for",
      start: { namespace: null },
      remembered: { prod: { namespace: "web" } },
      place: "prod/*",
    },
    {
      what: "the context that was asked for",
      start: { context: "dev" },
      remembered: { prod: { namespace: "web" } },
      place: "dev/lab",
    },
  ])("is $what", async ({ start, remembered, place }) => {
    const { navigator, begin } = await arrived(start, remembered);
    begin();

    expect(here(navigator)).toBe(place);
  });

  test("is where one wanted to go while there was no connection yet", async () => {
    const { navigator, begin } = await arrived({ selectors });
    navigator.toContext("dev");
    navigator.toNamespace("web");
    expect(navigator.place.session).toBeUndefined();
    begin();

    expect(here(navigator)).toBe("dev/web");
  });
});

describe("going places", () => {
  test("keeps the selectors between namespaces, and drops them with the context", async () => {
    const { navigator, begin } = await arrived({ selectors });
    begin();
    navigator.toNamespace(undefined);
    expect(navigator.place.session?.scope).toEqual({ namespace: undefined, selectors });
    navigator.toContext("dev");
    expect(navigator.place.session?.scope).toEqual({ namespace: "lab", selectors: noSelectors });
    navigator.select(selectors);

    expect(navigator.place.session?.scope).toEqual({ namespace: "lab", selectors });
  });

  test("to where one is changes nothing", async () => {
    const { navigator, begin } = await arrived({ selectors });
    begin();
    const { session } = navigator.place;
    navigator.toNamespace("shop");
    navigator.select({ ...selectors });

    expect(navigator.place.session).toBe(session);
  });

  test("to the context where one is begins anew", async () => {
    const { navigator, places, begin } = await arrived();
    begin();
    navigator.toContext("prod");

    expect(places.clusters).toHaveLength(2);
  });
});

describe("the memory", () => {
  test("has a namespace once its pods were there, not one that was mistyped or may not be read", async () => {
    const { navigator, begin, live } = await arrived();
    begin();
    live();
    navigator.toNamespace("shpo");
    navigator.toNamespace("web");
    live();

    expect(navigator.memory).toMatchObject({ namespace: "web", recent: [{ name: "shop" }, { name: "web" }] });
  });

  test("of all namespaces takes no digit", async () => {
    const { navigator, begin, live } = await arrived({ namespace: null });
    begin();
    live();

    expect(navigator.memory).toMatchObject({ namespace: null, recent: [] });
  });

  test("is of each context for itself, and brings one back to where one was", async () => {
    const { navigator, begin, live } = await arrived();
    begin();
    navigator.toNamespace("web");
    live();
    navigator.rememberSort({ column: "age", direction: "descending" });
    navigator.toContext("dev");
    live();
    expect(navigator.memory).toMatchObject({ recent: [{ name: "lab" }], sort: undefined });
    navigator.toContext("prod");

    expect(here(navigator)).toBe("prod/web");
    expect(navigator.memory.sort).toEqual({ column: "age", direction: "descending" });
  });

  test("is written before closing ends", async () => {
    const { navigator, begin, live, savedText, places } = await arrived();
    begin();
    live();
    await navigator.close();

    expect(JSON.parse(savedText()).contexts.prod.namespace).toBe("shop");
    expect(places.clock.sleeping).toBe(0);
  });
});

describe("the contexts to choose from", () => {
  test("are those of the kubeconfig as it is now, the ones used last first", async () => {
    const { navigator, places, begin, live } = await arrived({}, { dev: { usedAt: 1 } });
    begin();
    expect(navigator.contexts.map(({ name, recent }) => ({ name, recent }))).toEqual([
      { name: "dev", recent: true },
      { name: "prod", recent: false },
    ]);
    live();
    places.accesses = [prod, dev, accessOf("https://new", { context: "new" })];

    expect(navigator.contexts.map(({ name, recent }) => ({ name, recent }))).toEqual([
      { name: "prod", recent: true },
      { name: "dev", recent: true },
      { name: "new", recent: false },
    ]);
  });

  test("are none when the kubeconfig has become unreadable", async () => {
    const { navigator, places, begin } = await arrived();
    begin();
    places.problem = new KubeError("config", "EACCES");

    expect(navigator.contexts).toEqual([]);
    expect(here(navigator)).toBe("prod/shop");
  });
});

describe("giving up a login", () => {
  test("happens when the pods wait for it", async () => {
    const { navigator, places, begin } = await arrived();
    begin();
    places.cluster.login.set({ what: "running aws", since: 0 });

    expect(navigator.cancelLogin()).toBe(true);
    expect(places.cluster.cancelledLogins).toBe(1);
  });

  test("does not happen when there is none, or none that anybody sees", async () => {
    const { navigator, places, begin, live } = await arrived();
    begin();
    expect(navigator.cancelLogin()).toBe(false);
    live();
    places.cluster.login.set({ what: "running aws", since: 0 });

    expect(navigator.cancelLogin()).toBe(false);
    expect(places.cluster.cancelledLogins).toBe(0);
  });
});
