import { describe, expect, test } from "vitest";
import type { DeleteOptions } from "../../../../src/demo/apiserver/registry.ts";
import { namespaces } from "../../../../src/demo/apiserver/resources/namespaces.ts";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { deployments } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { StatusError } from "../../../../src/demo/apiserver/statusError.ts";
import type { Pod } from "../../../../src/demo/objects/pod.ts";
import type { Deployment } from "../../../../src/demo/objects/workloads.ts";
import { controlStage, newObject, oneContainer, template } from "../../../support/controlStage.ts";

const web = { namespace: "shop", name: "web" };

function stage() {
  const all = controlStage();
  const { registry } = all;
  const newPod = (metadata: object = {}, spec: Partial<Pod["spec"]> = {}) => ({
    ...newObject<Pod>("v1", "Pod", "web", {
      spec: { containers: oneContainer, ...spec },
    }),
    metadata: { name: "web", namespace: "shop", ...metadata },
  });
  return {
    ...all,
    newPod,
    createPod: (metadata: object = {}, spec: Partial<Pod["spec"]> = {}) =>
      registry.create(pods, newPod(metadata, spec)),
    createDeployment: () =>
      registry.create(
        deployments,
        newObject<Deployment>("apps/v1", "Deployment", "web", {
          spec: { replicas: 1, selector: { matchLabels: { app: "web" } }, template: template({ app: "web" }) },
        }),
      ),
    scale: (replicas: number) =>
      registry.update(deployments, web, (found) => ({ ...found, spec: { ...found.spec, replicas } })),
    deletePod: (options?: DeleteOptions) => registry.delete(pods, web, options),
    podNow: () => registry.get(pods, web),
    label: (labels: Record<string, string>) =>
      registry.update(pods, web, (pod) => ({ ...pod, metadata: { ...pod.metadata, labels } })),
  };
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return `${error.code} ${error.reason}: ${error.message}`;
    throw error;
  }
  return "taken";
}

describe("a created object", () => {
  test("gets a uid, the moment, a version and the name of its kind, whatever the client said", () => {
    const { registry, newPod, store } = stage();
    const sent = {
      ...newPod({ uid: "mine", resourceVersion: "9", creationTimestamp: "2001-01-01T00:00:00Z" }),
      kind: "pod",
    };
    const created = registry.create(pods, sent);
    expect(created).toMatchObject({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { creationTimestamp: "2026-01-05T10:00:00Z", resourceVersion: String(store.revision), generation: 1 },
      status: { phase: "Pending" },
    });
    expect(created.metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test("gets a name from generateName, of at most 63 characters", () => {
    const { createPod } = stage();
    const made = createPod({ name: undefined, generateName: `${"a".repeat(70)}-` });
    expect(made.metadata.name).toMatch(/^a{58}[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test("is not deleted, whatever the client said", () => {
    const { createPod } = stage();
    const { metadata } = createPod({ deletionTimestamp: "2026-01-05T10:00:00Z", deletionGracePeriodSeconds: 0 });
    expect(metadata).not.toHaveProperty("deletionTimestamp");
    expect(metadata).not.toHaveProperty("deletionGracePeriodSeconds");
  });

  test("is not kept of a dry run", () => {
    const { registry, newPod, podNow } = stage();
    expect(registry.create(pods, newPod(), { dryRun: true }).metadata.name).toBe("web");
    expect(podNow()).toBeUndefined();
  });

  test.each<[string, (all: ReturnType<typeof stage>) => unknown, string]>([
    [
      "without a name",
      ({ createPod }) => createPod({ name: undefined }),
      '422 Invalid: Pod "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
    [
      "whose name is taken",
      ({ createPod }) => [createPod(), createPod()],
      '409 AlreadyExists: pods "web" already exists',
    ],
    [
      "in a namespace that is not there",
      ({ createPod }) => createPod({ namespace: "none" }),
      '404 NotFound: namespaces "none" not found',
    ],
    [
      "in a namespace that is going",
      ({ createPod, registry }) => [registry.delete(namespaces, { name: "shop" }), createPod()],
      '403 Forbidden: pods "web" is forbidden: unable to create new content in namespace shop because it is being terminated',
    ],
  ])("%s is refused", (_, act, expected) => {
    const all = stage();
    expect(refusal(() => act(all))).toBe(expected);
  });
});

describe("a changed object", () => {
  test("gets a new version; one that stays as it is none, and no write", () => {
    const { createPod, label, writesOf } = stage();
    const before = createPod();
    expect(label({ app: "web" }).metadata.resourceVersion).not.toBe(before.metadata.resourceVersion);
    expect(writesOf(() => label({ app: "web" }))).toBe(0);
  });

  test("keeps what no client may change", () => {
    const { registry, createPod } = stage();
    const { metadata } = createPod();
    const changed = registry.update(pods, web, (pod) => ({
      ...pod,
      kind: "Sheep",
      metadata: {
        ...pod.metadata,
        name: "other",
        creationTimestamp: "2001-01-01T00:00:00Z",
        deletionTimestamp: "x",
        generation: 9,
      },
    }));
    expect(changed).toMatchObject({
      kind: "Pod",
      metadata: { name: "web", creationTimestamp: metadata.creationTimestamp, generation: 1 },
    });
    expect(registry.get(pods, { namespace: "shop", name: "other" })).toBeUndefined();
  });

  test("has its status from the status subresource alone, which changes nothing else", () => {
    const { registry, createPod, podNow } = stage();
    createPod();
    const change = (pod: Pod): Pod => ({
      ...pod,
      metadata: { ...pod.metadata, labels: { app: "web" } },
      status: { phase: "Running" },
    });
    registry.update(pods, web, change, { subresource: "status" });
    expect(podNow()).toMatchObject({ status: { phase: "Running" } });
    expect(podNow()?.metadata).not.toHaveProperty("labels");
    registry.update(pods, web, (pod) => ({ ...change(pod), status: { phase: "Failed" as const } }));
    expect(podNow()).toMatchObject({ metadata: { labels: { app: "web" } }, status: { phase: "Running" } });
  });

  test("counts a generation for each change of its spec, and for none of anything else", () => {
    const { registry, createDeployment, scale } = stage();
    createDeployment();
    const status = (found: Deployment): Deployment => ({ ...found, status: { replicas: 2 } });
    registry.update(deployments, web, status, { subresource: "status" });
    registry.update(deployments, web, (found) => ({ ...found, metadata: { ...found.metadata, labels: { a: "b" } } }));
    expect(registry.get(deployments, web)?.metadata.generation).toBe(1);
    expect(scale(2).metadata.generation).toBe(2);
  });

  test("has no new generation when a pod gets its node", () => {
    const { createPod, client, podNow } = stage();
    client.bind(createPod(), "node-1");
    expect(podNow()).toMatchObject({ metadata: { generation: 1 }, spec: { nodeName: "node-1" } });
  });

  test("is not kept of a dry run", () => {
    const { registry, createPod, podNow } = stage();
    createPod();
    registry.update(pods, web, (pod) => ({ ...pod, metadata: { ...pod.metadata, labels: { a: "b" } } }), {
      dryRun: true,
    });
    expect(podNow()?.metadata).not.toHaveProperty("labels");
  });

  test.each<[string, object, RegExp]>([
    [
      "an older version",
      { resourceVersion: "1" },
      /^409 Conflict: Operation cannot be fulfilled on pods "web": the object has been modified; please apply your changes to the latest version and try again$/,
    ],
    [
      "another uid",
      { uid: "mine" },
      /^409 Conflict: Operation cannot be fulfilled on pods "web": Precondition failed: UID in precondition: mine, UID in object meta: [0-9a-f-]{36}$/,
    ],
    ["no version", { resourceVersion: "" }, /^taken$/],
    ["neither version nor uid", { resourceVersion: undefined, uid: undefined }, /^taken$/],
  ])("from a client with %s", (_, sent, expected) => {
    const { registry, createPod } = stage();
    createPod();
    const metadata = { ...sent, labels: { a: "b" } };
    const change = (pod: Pod): Pod => ({ ...pod, metadata: { ...pod.metadata, ...metadata } });
    expect(refusal(() => registry.update(pods, web, change))).toMatch(expected);
  });

  test("must be there", () => {
    const { label } = stage();
    expect(refusal(() => label({}))).toBe('404 NotFound: pods "web" not found');
  });
});

describe("a deleted object", () => {
  test("is gone at once when nobody has to end it", () => {
    const { registry, createDeployment } = stage();
    createDeployment();
    expect(registry.delete(deployments, web).isGone).toBe(true);
    expect(registry.get(deployments, web)).toBeUndefined();
  });

  test.each<[string, Partial<Pod["spec"]>, DeleteOptions, number]>([
    ["30 seconds", {}, {}, 30],
    ["its own grace", { terminationGracePeriodSeconds: 5 }, {}, 5],
    ["the grace that is asked for", { terminationGracePeriodSeconds: 5 }, { gracePeriodSeconds: 60 }, 60],
  ])("on a node stays, marked, for %s", (_, spec, options, seconds) => {
    const { createPod, deletePod, podNow, time } = stage();
    createPod({}, { nodeName: "node-1", ...spec });
    expect(deletePod(options).isGone).toBe(false);
    expect(podNow()?.metadata).toMatchObject({
      deletionTimestamp: new Date(time.now() + seconds * 1000).toISOString().replace(".000", ""),
      deletionGracePeriodSeconds: seconds,
      generation: 2,
    });
  });

  test.each<[string, Partial<Pod["spec"]>, Pod["status"], DeleteOptions]>([
    ["that no node has", {}, { phase: "Pending" }, {}],
    ["that has ended", { nodeName: "node-1" }, { phase: "Succeeded" }, {}],
    ["that is given no time", { nodeName: "node-1" }, { phase: "Running" }, { gracePeriodSeconds: 0 }],
  ])("%s goes at once", (_, spec, status, options) => {
    const { registry, createPod, deletePod, podNow } = stage();
    createPod({}, spec);
    registry.update(pods, web, (pod) => ({ ...pod, status }), { subresource: "status" });
    expect(deletePod(options).isGone).toBe(true);
    expect(podNow()).toBeUndefined();
  });

  test("keeps its deadline when it is deleted again with as much time or more", () => {
    const { createPod, deletePod, podNow, wait, writesOf } = stage();
    createPod({}, { nodeName: "node-1" });
    deletePod();
    const before = podNow();
    wait(5);
    for (const gracePeriodSeconds of [30, 90]) expect(writesOf(() => deletePod({ gracePeriodSeconds }))).toBe(0);
    expect(podNow()).toBe(before);
  });

  test("goes sooner when it is deleted again with less time", () => {
    const { createPod, deletePod, podNow, wait } = stage();
    createPod({}, { nodeName: "node-1" });
    deletePod();
    wait(5);
    deletePod({ gracePeriodSeconds: 1 });
    expect(podNow()?.metadata).toMatchObject({
      deletionTimestamp: "2026-01-05T10:00:06Z",
      deletionGracePeriodSeconds: 1,
      generation: 2,
    });
    expect(deletePod({ gracePeriodSeconds: 0 }).isGone).toBe(true);
  });

  test("waits for its finalizers, and goes when the last is taken off", () => {
    const { registry, createPod, deletePod, podNow } = stage();
    createPod({ finalizers: ["demo.io/a", "demo.io/b"] });
    expect(deletePod().isGone).toBe(false);
    const keep = (finalizers: readonly string[]) =>
      registry.update(pods, web, (pod) => ({ ...pod, metadata: { ...pod.metadata, finalizers } }));
    keep(["demo.io/b"]);
    expect(podNow()?.metadata.deletionTimestamp).toBeDefined();
    keep([]);
    expect(podNow()).toBeUndefined();
  });

  test.each<[string, readonly DeleteOptions[], readonly string[] | undefined]>([
    ["foreground", [{ propagationPolicy: "Foreground" }], ["demo.io/a", "foregroundDeletion"]],
    ["orphan", [{ propagationPolicy: "Orphan" }], ["demo.io/a", "orphan"]],
    ["background", [{ propagationPolicy: "Background" }], ["demo.io/a"]],
    [
      "foreground, then orphan",
      [{ propagationPolicy: "Foreground" }, { propagationPolicy: "Orphan" }],
      ["demo.io/a", "orphan"],
    ],
    [
      "foreground, then background",
      [{ propagationPolicy: "Foreground" }, { propagationPolicy: "Background" }],
      ["demo.io/a"],
    ],
    ["foreground, then whatever", [{ propagationPolicy: "Foreground" }, {}], ["demo.io/a", "foregroundDeletion"]],
  ])("says by its finalizers what becomes of its dependents: %s", (_, asked, expected) => {
    const { createPod, deletePod, podNow } = stage();
    createPod({ finalizers: ["demo.io/a"] });
    for (const options of asked) deletePod(options);
    expect(podNow()?.metadata.finalizers).toEqual(expected);
  });

  test.each<[string, DeleteOptions["preconditions"], RegExp]>([
    [
      "another uid",
      { uid: "mine" },
      /^409 Conflict: .* the UID in the precondition \(mine\) does not match the UID in record \([0-9a-f-]{36}\)\./,
    ],
    [
      "another version",
      { resourceVersion: "1" },
      /^409 Conflict: .* the ResourceVersion in the precondition \(1\) does not match the ResourceVersion in record \(\d+\)\./,
    ],
  ])("must not have %s than its client thinks", (_, preconditions, expected) => {
    const { createPod, deletePod, podNow } = stage();
    createPod();
    expect(refusal(() => deletePod({ preconditions: preconditions ?? {} }))).toMatch(expected);
    expect(podNow()).toBeDefined();
  });

  test("must be there", () => {
    const { deletePod } = stage();
    expect(refusal(() => deletePod())).toBe('404 NotFound: pods "web" not found');
  });

  test("that is a namespace waits, Terminating, until its content is gone", () => {
    const { registry } = stage();
    registry.delete(namespaces, { name: "shop" });
    expect(registry.get(namespaces, { name: "shop" })).toMatchObject({
      spec: { finalizers: ["kubernetes"] },
      status: { phase: "Terminating" },
    });
    registry.update(namespaces, { name: "shop" }, (found) => ({ ...found, spec: {} }), { subresource: "finalize" });
    expect(registry.get(namespaces, { name: "shop" })).toBeUndefined();
  });
});

describe("lists", () => {
  test("are in the order of namespace and name, of one namespace or of all", () => {
    const { createPod, registry } = stage();
    for (const name of ["b", "a"]) createPod({ name });
    createPod({ name: "c", namespace: "default" });
    const names = (namespace?: string) => registry.list(pods, namespace).map(({ metadata }) => metadata.name);
    expect([names(), names("shop"), names("none")]).toEqual([["c", "a", "b"], ["a", "b"], []]);
  });
});
