import { expect, test } from "vitest";
import { endWords, failureWords } from "../../../../src/resources/health/endWords.ts";
import { shortImage } from "../../../../src/resources/health/imageName.ts";
import { pullWords } from "../../../../src/resources/health/pullWords.ts";
import { schedulingWords } from "../../../../src/resources/health/schedulingWords.ts";
import { noResources } from "../../../../src/resources/podFacts.ts";

const containerd = (cause: string) =>
  `rpc error: code = Unknown desc = failed to pull and unpack image "registry.demo/pay/api:v2": failed to resolve reference "registry.demo/pay/api:v2": ${cause}`;

test.each([
  ["manifest unknown: manifest unknown", "manifest unknown"],
  ["registry.demo/pay/api:v2: not found", "not found"],
  [
    "unexpected status from HEAD request to https://registry.demo/v2/pay/api/manifests/v2: 401 Unauthorized",
    "401 Unauthorized",
  ],
  [
    "unexpected status from HEAD request to https://registry.demo/v2/pay/api/manifests/v2: 403 Forbidden",
    "403 Forbidden",
  ],
  [
    "unexpected status from HEAD request to https://registry.demo/v2/pay/api/manifests/v2: 503 Service Unavailable",
    "503 Service Unavailable",
  ],
  [
    "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed",
    "pull access denied",
  ],
  [
    "unexpected status code https://registry.demo/v2/x: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit",
    "too many requests",
  ],
  [
    'failed to do request: Head "https://registry.demo/v2/pay/api/manifests/v2": dial tcp: lookup registry.demo on 10.96.0.10:53: no such host',
    "no such host registry.demo",
  ],
  [
    'failed to do request: Head "https://registry.demo/v2/": dial tcp 10.1.2.3:443: i/o timeout',
    "timeout 10.1.2.3:443",
  ],
  [
    'failed to do request: Head "https://registry.demo/v2/": dial tcp 10.1.2.3:443: connect: connection refused',
    "connection refused 10.1.2.3:443",
  ],
  [
    "failed to do request: tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "x509: certificate signed by unknown authority",
  ],
  ["no match for platform in manifest: not found", "not found"],
  ["something that nobody has seen before", "something that nobody has seen before"],
])("a runtime that says %j means %j", (cause, words) => {
  expect(pullWords(containerd(cause))).toBe(words);
});

test.each([
  ['Back-off pulling image "registry.demo/pay/api:v2"', ""],
  [
    `Back-off pulling image "registry.demo/pay/api:v2": ErrImagePull: ${containerd("manifest unknown: manifest unknown")}`,
    "manifest unknown",
  ],
  ['Container image "api:v2" is not present with pull policy of Never', "not present, pull policy Never"],
  [
    'Failed to apply default image tag "API:v2": couldn\'t parse image name "API:v2": invalid reference format: repository name must be lowercase',
    "invalid image name",
  ],
  ["", ""],
])("a kubelet that says %j means %j", (message, words) => {
  expect(pullWords(message)).toBe(words);
});

test.each([
  ["registry.demo/pay/payments:v1.2.3", "payments:v1.2.3"],
  ["payments", "payments"],
  ["localhost:5000/payments:v1", "payments:v1"],
  [`registry.demo/pay/payments@sha256:${"3f9a1c2d".repeat(8)}`, "payments@3f9a1c2"],
])("the image %j is called %j", (image, name) => {
  expect(shortImage(image)).toBe(name);
});

test.each([
  {
    message:
      "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient nvidia.com/gpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
    words: "0/3 nodes: 2 insufficient nvidia.com/gpu, 1 taint node-role.kubernetes.io/control-plane",
    cause: "no node: insufficient nvidia.com/gpu, taint node-role.kubernetes.io/control-plane",
  },
  {
    message:
      "0/5 nodes are available: 1 Too many pods, 2 node(s) didn't match Pod's node affinity/selector, 2 node(s) were unschedulable. no new claims to deallocate, preemption: 0/5 nodes are available: 5 Preemption is not helpful for scheduling.",
    words: "0/5 nodes: 2 node selector, 2 cordoned, 1 too many pods",
    cause: "no node: cordoned, node selector, too many pods",
  },
  {
    message: 'persistentvolumeclaim "data-0" not found',
    words: 'persistentvolumeclaim "data-0" not found',
    cause: 'persistentvolumeclaim "data-0" not found',
  },
  {
    message: "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found",
    words: "0/3 nodes: pod has unbound immediate PersistentVolumeClaims. not found",
    cause: "no node: pod has unbound immediate PersistentVolumeClaims. not found",
  },
  {
    message:
      "0/2 nodes are available: 1 node(s) didn't match pod anti-affinity rules, 1 node(s) had volume node affinity conflict.",
    words: "0/2 nodes: 1 pod anti-affinity, 1 volume node affinity conflict",
    cause: "no node: pod anti-affinity, volume node affinity conflict",
  },
])("a scheduler that says $message", ({ message, words, cause }) => {
  expect(schedulingWords(message)).toEqual({ words, cause });
});

test("what differs only in how many nodes it is about has the same cause", () => {
  const one = schedulingWords("0/12 nodes are available: 4 node(s) had untolerated taint {a: b}, 8 Insufficient cpu.");
  const other = schedulingWords(
    "0/13 nodes are available: 4 Insufficient cpu, 9 node(s) had untolerated taint {a: b}.",
  );

  expect(one.cause).toBe(other.cause);
  expect(one.words).not.toBe(other.words);
});

const end = { exitCode: 1, signal: 0, reason: "Error", message: "", finishedAt: Number.NaN };
const spec = { ...noResources, name: "main", image: "api:v2", restartPolicy: "", memoryLimit: "1Gi" };

test.each([
  [{}, "exit 1"],
  [{ reason: "" }, "exit 1"],
  [{ reason: "OOMKilled", exitCode: 137 }, "OOMKilled exit 137, limit 1Gi"],
  [{ reason: "Completed", exitCode: 0 }, "Completed exit 0"],
  [{ reason: "", exitCode: 0, signal: 9 }, "signal 9"],
  [
    {
      reason: "ContainerStatusUnknown",
      exitCode: 137,
      message: "The container could not be located when the pod was terminated",
    },
    "ContainerStatusUnknown exit 137: The container could not be located when the pod was terminated",
  ],
])("a container that ended with %j says %j", (change, words) => {
  expect(endWords({ ...end, ...change }, spec)).toBe(words);
});

test.each([
  [
    "Evicted",
    "The node was low on resource: memory. Threshold quantity: 100Mi, available: 5Mi. ",
    "evicted: memory pressure",
  ],
  ["Evicted", "The node was low on resource: ephemeral-storage. ", "evicted: disk pressure"],
  [
    "Evicted",
    'Usage of EmptyDir volume "cache" exceeds the limit "1Gi". ',
    'evicted: Usage of EmptyDir volume "cache" exceeds the limit "1Gi"',
  ],
  ["Evicted", "", "evicted"],
  [
    "DeadlineExceeded",
    "Pod was active on the node longer than the specified deadline",
    "DeadlineExceeded: Pod was active on the node longer than the specified deadline",
  ],
  ["NodeAffinity", "Pod was rejected: Predicate NodeAffinity failed", "NodeAffinity: Predicate NodeAffinity failed"],
  [
    "Terminated",
    "Pod was terminated in response to imminent node shutdown.",
    "Terminated: Pod was terminated in response to imminent node shutdown",
  ],
  ["", "", ""],
])("a pod that failed with %j, %j says %j", (reason, message, words) => {
  expect(failureWords({ reason, message })).toBe(words);
});
