import { expect, test } from "vitest";
import type { Registry } from "../../../../src/demo/apiserver/registry.ts";
import { resourceTypes } from "../../../../src/demo/apiserver/resources/index.ts";
import type { ResourceType } from "../../../../src/demo/apiserver/resourceType.ts";
import { qualified, type StatusError } from "../../../../src/demo/apiserver/statusError.ts";
import type { KubeObject, NewObject } from "../../../../src/demo/objects/kubeObject.ts";
import { demoRegistry } from "../../../support/demoRegistry.ts";

const containers = [{ name: "main", image: "registry.demo/web:1" }];
const template = { metadata: { labels: { app: "web" } }, spec: { containers } };
const selector = { matchLabels: { app: "web" } };

function typeOf(name: string): ResourceType {
  return resourceTypes.find((type) => qualified(type) === name) ?? expect.fail(`no ${name}`);
}

function created(name: string, fields: object, { registry = demoRegistry().registry, metadata = {} } = {}): KubeObject {
  const type = typeOf(name);
  const scope = type.isNamespaced ? { namespace: "shop" } : {};
  const object = { metadata: { name: "web", ...scope, ...metadata }, ...fields } as NewObject<KubeObject>;
  return registry.create(type, object, { fromClient: true });
}

/** What is said of an object that cannot be. */
function refusal(name: string, fields: object, metadata: object = {}): string {
  return refusalOf(() => created(name, fields, { metadata }));
}

function refusalOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as StatusError).message.replace(/^.*? is invalid: /, "");
  }
  return expect.fail("it was taken");
}

test("a pod gets what it leaves out", () => {
  const probe = { httpGet: { port: 80 } };
  const main = { name: "main", image: "web", ports: [{ containerPort: 80 }], livenessProbe: probe };
  expect(created("pods", { spec: { containers: [{ ...main, resources: { limits: { cpu: "1" } } }] } })).toMatchObject({
    spec: {
      restartPolicy: "Always",
      terminationGracePeriodSeconds: 30,
      dnsPolicy: "ClusterFirst",
      schedulerName: "default-scheduler",
      serviceAccountName: "default",
      serviceAccount: "default",
      enableServiceLinks: true,
      priority: 0,
      preemptionPolicy: "PreemptLowerPriority",
      securityContext: {},
      tolerations: [
        { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
        { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
      ],
      containers: [
        {
          imagePullPolicy: "Always",
          terminationMessagePath: "/dev/termination-log",
          terminationMessagePolicy: "File",
          ports: [{ containerPort: 80, protocol: "TCP" }],
          resources: { limits: { cpu: "1" }, requests: { cpu: "1" } },
          livenessProbe: {
            httpGet: { path: "/", port: 80, scheme: "HTTP" },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
        },
      ],
    },
    status: { phase: "Pending" },
  });
});

test("a pod keeps what it says itself", () => {
  const tolerations = [{ operator: "Exists" }];
  const spec = { restartPolicy: "Never", serviceAccountName: "robot", tolerations, containers };
  expect(created("pods", { spec })).toMatchObject({ spec: { ...spec, serviceAccount: "robot" } });
});

test.each([
  ["web", "Always"],
  ["web:latest", "Always"],
  ["registry.demo:5000/web", "Always"],
  ["registry.demo:5000/web:1", "IfNotPresent"],
  ["web@sha256:abc", "IfNotPresent"],
])("the image %s is pulled %s", (image, imagePullPolicy) => {
  const pod = created("pods", { spec: { containers: [{ name: "main", image }] } });
  expect(pod).toMatchObject({ spec: { containers: [{ imagePullPolicy }] } });
});

test.each([
  ["configMap", { name: "c" }, { configMap: { name: "c", defaultMode: 420 } }],
  ["hostPath", { path: "/x" }, { hostPath: { path: "/x" } }],
])("a volume of a %s", (source, value, expected) => {
  const volumes = [{ name: "v", [source]: value }];
  expect(created("pods", { spec: { containers, volumes } })).toMatchObject({ spec: { volumes: [expected] } });
});

test.each([
  [
    "deployments.apps",
    {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
    },
  ],
  ["replicasets.apps", { replicas: 1 }],
  ["daemonsets.apps", { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } } }],
])("%s get what they leave out, and their template does", (name, spec) => {
  const inTemplate = { spec: { restartPolicy: "Always", containers: [{ imagePullPolicy: "IfNotPresent" }] } };
  expect(created(name, { spec: { selector, template } })).toMatchObject({ spec: { ...spec, template: inTemplate } });
});

test("a Recreate strategy has no rolling update", () => {
  const { spec } = created("deployments.apps", { spec: { selector, template, strategy: { type: "Recreate" } } }) as {
    spec?: { strategy: object };
  };
  expect(spec?.strategy).toEqual({ type: "Recreate" });
});

test("a job finds its pods by labels of its own", () => {
  const job = created("jobs.batch", { spec: { template: { spec: { containers, restartPolicy: "Never" } } } });
  const own = { "batch.kubernetes.io/controller-uid": job.metadata.uid };
  expect(job).toMatchObject({
    spec: {
      parallelism: 1,
      completions: 1,
      backoffLimit: 6,
      completionMode: "NonIndexed",
      suspend: false,
      selector: { matchLabels: own },
      template: { metadata: { labels: { ...own, "batch.kubernetes.io/job-name": "web", "job-name": "web" } } },
    },
  });
});

test("a service has an address that it keeps", () => {
  const { registry } = demoRegistry();
  const service = created("services", { spec: { ports: [{ port: 80 }] } }, { registry });
  expect(service).toMatchObject({
    spec: { type: "ClusterIP", ports: [{ port: 80, targetPort: 80, protocol: "TCP" }], sessionAffinity: "None" },
  });
  const { clusterIP } = (service as unknown as { spec: { clusterIP: string } }).spec;
  expect(clusterIP).toMatch(/^10\.96\.\d+\.\d+$/);
  const changed = registry.update(typeOf("services"), service.metadata, (found) => ({
    ...found,
    spec: { ports: [{ port: 81 }] },
  }));
  expect(changed).toMatchObject({ spec: { clusterIP, ports: [{ port: 81, targetPort: 81 }] } });
});

test("the text of a secret is kept as data", () => {
  expect(created("secrets", { stringData: { a: "hi" } })).toMatchObject({ type: "Opaque", data: { a: "aGk=" } });
});

test("a kind that nothing acts on is listed and not made", () => {
  expect(demoRegistry().registry.list(typeOf("statefulsets.apps"))).toEqual([]);
  expect(refusal("statefulsets.apps", {})).toBe(
    'statefulsets.apps "web" is forbidden: nothing in this demo cluster acts on statefulsets',
  );
});

const withPod = (more: object) => ({ spec: { containers, ...more } });
const withTemplate = (more: object) => ({ spec: { selector, template, ...more } });

test.each([
  ["pods", {}, "spec.containers: Required value"],
  ["pods", { spec: { containers: [{ name: "a" }] } }, "spec.containers[0].image: Required value"],
  [
    "pods",
    { spec: { containers: [...containers, ...containers] } },
    'spec.containers[1].name: Duplicate value: "main"',
  ],
  [
    "pods",
    { spec: { containers: [{ name: "a.b", image: "x" }] } },
    'spec.containers[0].name: Invalid value: "a.b": must not contain dots',
  ],
  [
    "pods",
    withPod({ restartPolicy: "Foo" }),
    'spec.restartPolicy: Unsupported value: "Foo": supported values: "Always", "OnFailure", "Never"',
  ],
  [
    "deployments.apps",
    { spec: { template } },
    '[spec.selector: Required value, spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`]',
  ],
  [
    "deployments.apps",
    withTemplate({ selector: {} }),
    "spec.selector: Invalid value: {}: empty selector is invalid for deployment",
  ],
  [
    "replicasets.apps",
    withTemplate({ replicas: -1 }),
    "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
  ],
  [
    "daemonsets.apps",
    withTemplate({ template: { ...template, spec: { containers, restartPolicy: "Never" } } }),
    'spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"',
  ],
  [
    "jobs.batch",
    { spec: { template: { spec: { containers } } } },
    'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
  ],
  ["services", {}, "spec.ports: Required value"],
])("%s with %j: %s", (name, fields, message) => {
  expect(refusal(name, fields)).toBe(message);
});

test.each([
  ["pods", { name: "A_b" }, /^metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain must consist of/],
  ["namespaces", { name: "a.b" }, /^metadata.name: Invalid value: "a.b": must not contain dots$/],
  ["namespaces", { name: "a".repeat(64) }, /must be no more than 63 bytes/],
  ["services", { name: "1a" }, /a DNS-1035 label must consist of/],
  ["pods", { labels: { "a b": "c" } }, /^metadata.labels: Invalid value: "a b": name part must consist of/],
  ["pods", { labels: { a: "c d" } }, /^metadata.labels: Invalid value: "c d": a valid label must be an empty string/],
  ["pods", { labels: { "A/b": "c" } }, /"A\/b": prefix part a lowercase RFC 1123 subdomain/],
  ["pods", { annotations: { "a/b/c": "" } }, /"a\/b\/c": a qualified name must consist of/],
])("%s called %j are refused", (name, metadata, message) => {
  expect(refusal(name, name === "services" ? { spec: { ports: [{ port: 1 }] } } : withPod({}), metadata)).toMatch(
    message,
  );
});

test("a role may have colons in its name", () => {
  expect(created("roles.rbac.authorization.k8s.io", { rules: [] }, { metadata: { name: "system:a" } })).toMatchObject({
    metadata: { name: "system:a" },
  });
});

function changeRefused(registry: Registry, name: string, change: (object: KubeObject) => object): string {
  const changed = (found: KubeObject) => change(found) as KubeObject;
  const web = { namespace: "shop", name: "web" };
  return refusalOf(() => registry.update(typeOf(name), web, changed, { fromClient: true }));
}

test("of a pod's spec only the images, the tolerations and its deadline may change", () => {
  const { registry } = demoRegistry();
  created("pods", { spec: { containers } }, { registry });
  const withSpec = (change: (spec: { tolerations: object[] }) => object) =>
    changeRefused(registry, "pods", (found) => ({ ...found, spec: change((found as never as { spec: never }).spec) }));
  const sentence = /^spec: Forbidden: pod updates may not change fields other than `spec.containers\[\*\].image`/;
  expect(withSpec((spec) => ({ ...spec, hostNetwork: true }))).toMatch(sentence);
  expect(withSpec((spec) => ({ ...spec, tolerations: [] }))).toMatch(sentence);
  const changed = registry.update(typeOf("pods"), { namespace: "shop", name: "web" }, (found) => {
    const { spec } = found as never as { spec: { containers: object[]; tolerations: object[] } };
    const image = { ...spec.containers[0], image: "registry.demo/web:2" };
    return {
      ...found,
      spec: { ...spec, containers: [image], tolerations: [...spec.tolerations, { key: "x", operator: "Exists" }] },
    };
  });
  expect(changed).toMatchObject({ spec: { containers: [{ image: "registry.demo/web:2" }] } });
});

test("a selector does not change", () => {
  const { registry } = demoRegistry();
  created("deployments.apps", { spec: { selector, template } }, { registry });
  const labels = { app: "web", tier: "front" };
  const other = { selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } };
  expect(changeRefused(registry, "deployments.apps", (found) => ({ ...found, spec: other }))).toBe(
    'spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"front"}}: field is immutable',
  );
});

test("a component of the cluster is trusted with what it makes", () => {
  const { registry } = demoRegistry();
  const pod = { metadata: { name: "A_b", namespace: "shop" } } as NewObject<KubeObject>;
  expect(registry.create(typeOf("pods"), pod).metadata.name).toBe("A_b");
});

test("gates are opened and never added", () => {
  const { registry } = demoRegistry();
  created("pods", { spec: { containers, schedulingGates: [{ name: "a" }, { name: "b" }] } }, { registry });
  const withGates = (schedulingGates: object[]) => (found: KubeObject) =>
    ({ ...found, spec: { ...(found as never as { spec: object }).spec, schedulingGates } }) as KubeObject;
  const web = { namespace: "shop", name: "web" };
  registry.update(typeOf("pods"), web, withGates([{ name: "b" }]), { fromClient: true });
  expect(changeRefused(registry, "pods", withGates([{ name: "c" }]))).toMatch(/^spec: Forbidden/);
});
