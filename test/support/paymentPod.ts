/** A whole pod as the API server gives it: sidecar, init container, a secret, managed fields, a crash. */
export const paymentPod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "payments-7f9c6d5b4-x2kqp",
    namespace: "shop",
    uid: "uid-shop-payments-7f9c6d5b4-x2kqp",
    resourceVersion: "81234",
    creationTimestamp: "2026-01-05T08:00:00Z",
    generateName: "payments-7f9c6d5b4-",
    labels: { app: "payments", "pod-template-hash": "7f9c6d5b4" },
    ownerReferences: [
      { apiVersion: "apps/v1", kind: "ReplicaSet", name: "payments-7f9c6d5b4", uid: "uid-rs", controller: true },
    ],
    managedFields: [
      { manager: "kube-controller-manager", operation: "Update", apiVersion: "v1" },
      { manager: "kubelet", operation: "Update", apiVersion: "v1", subresource: "status" },
    ],
  },
  spec: {
    nodeName: "worker-3.eu-west-1",
    serviceAccountName: "payments",
    restartPolicy: "Always",
    initContainers: [
      { name: "migrate", image: "registry.demo/shop/payments:v1.2.3", command: ["/app/migrate"] },
      {
        name: "proxy",
        image: "registry.demo/mesh/proxy:2.1",
        restartPolicy: "Always",
        resources: { requests: { cpu: "50m", memory: "64Mi" } },
      },
    ],
    containers: [
      {
        name: "main",
        image: "registry.demo/shop/payments:v1.2.3",
        env: [
          { name: "LOG_LEVEL", value: "info" },
          { name: "DATABASE_URL", value: "postgres://payments:hunter2@db.shop:5432/payments" },
          { name: "API_TOKEN", value: "tok-4242" },
          { name: "SIGNING_KEY", valueFrom: { secretKeyRef: { name: "payments", key: "signing" } } },
        ],
        ports: [{ containerPort: 8080, name: "http", protocol: "TCP" }],
        resources: { requests: { cpu: "250m", memory: "128Mi" }, limits: { memory: "256Mi" } },
        readinessProbe: {
          httpGet: { path: "/ready", port: "http", scheme: "HTTP" },
          periodSeconds: 10,
          timeoutSeconds: 1,
          successThreshold: 1,
          failureThreshold: 3,
        },
        livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 15, periodSeconds: 20 },
      },
    ],
  },
  status: {
    phase: "Running",
    podIP: "10.244.3.17",
    hostIP: "10.0.3.4",
    qosClass: "Burstable",
    startTime: "2026-01-05T08:00:02Z",
    conditions: [
      { type: "PodScheduled", status: "True", lastTransitionTime: "2026-01-05T08:00:02Z" },
      { type: "Initialized", status: "True", lastTransitionTime: "2026-01-05T08:00:20Z" },
      {
        type: "ContainersReady",
        status: "False",
        reason: "ContainersNotReady",
        message: "containers with unready status: [main]",
        lastTransitionTime: "2026-01-05T09:57:00Z",
      },
      {
        type: "Ready",
        status: "False",
        reason: "ContainersNotReady",
        message: "containers with unready status: [main]",
        lastTransitionTime: "2026-01-05T09:57:00Z",
      },
    ],
    initContainerStatuses: [
      {
        name: "migrate",
        ready: true,
        restartCount: 0,
        state: {
          terminated: {
            exitCode: 0,
            reason: "Completed",
            startedAt: "2026-01-05T08:00:04Z",
            finishedAt: "2026-01-05T08:00:19Z",
          },
        },
        lastState: {},
      },
      {
        name: "proxy",
        ready: true,
        started: true,
        restartCount: 0,
        state: { running: { startedAt: "2026-01-05T08:00:20Z" } },
        lastState: {},
      },
    ],
    containerStatuses: [
      {
        name: "main",
        ready: false,
        started: false,
        restartCount: 4,
        image: "registry.demo/shop/payments:v1.2.3",
        imageID: "registry.demo/shop/payments@sha256:5f2c",
        state: {
          waiting: {
            reason: "CrashLoopBackOff",
            message: "back-off 1m20s restarting failed container=main pod=payments-7f9c6d5b4-x2kqp_shop(uid-1)",
          },
        },
        lastState: {
          terminated: {
            exitCode: 137,
            reason: "OOMKilled",
            startedAt: "2026-01-05T09:55:40Z",
            finishedAt: "2026-01-05T09:57:00Z",
          },
        },
      },
    ],
  },
} as const;

export const paymentPodPath = "/api/v1/namespaces/shop/pods/payments-7f9c6d5b4-x2kqp";

const eventOf = (name: string, change: object) => ({
  metadata: { namespace: "shop", name, uid: `uid-${name}`, resourceVersion: "1" },
  involvedObject: { kind: "Pod", name: paymentPod.metadata.name, uid: paymentPod.metadata.uid },
  type: "Normal",
  source: { component: "kubelet" },
  ...change,
});

/** Events of the pod, oldest last. */
export const paymentEvents = [
  eventOf("scheduled", {
    reason: "Scheduled",
    message: "Successfully assigned shop/payments-7f9c6d5b4-x2kqp to worker-3.eu-west-1",
    eventTime: "2026-01-05T08:00:02.123456Z",
    reportingComponent: "default-scheduler",
    source: {},
  }),
  eventOf("pulled", {
    reason: "Pulled",
    message: 'Container image "registry.demo/shop/payments:v1.2.3" already present on machine',
    firstTimestamp: "2026-01-05T08:00:20Z",
    lastTimestamp: "2026-01-05T09:55:40Z",
    count: 5,
  }),
  eventOf("backoff", {
    type: "Warning",
    reason: "BackOff",
    message: "Back-off restarting failed container main in pod payments-7f9c6d5b4-x2kqp_shop(uid-1)",
    firstTimestamp: "2026-01-05T09:40:00Z",
    lastTimestamp: "2026-01-05T09:59:30Z",
    count: 17,
  }),
];

const replicaSet = {
  kind: "ReplicaSet",
  metadata: {
    name: "payments-7f9c6d5b4",
    annotations: { "deployment.kubernetes.io/revision": "7" },
    ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "payments", uid: "uid-d", controller: true }],
  },
  spec: { replicas: 3 },
  status: { replicas: 3, readyReplicas: 2 },
};
const deployment = {
  kind: "Deployment",
  metadata: { name: "payments", annotations: { "deployment.kubernetes.io/revision": "7" } },
  spec: { replicas: 3 },
  status: { replicas: 3, readyReplicas: 2 },
};
const node = {
  kind: "Node",
  metadata: { name: "worker-3.eu-west-1", creationTimestamp: "2025-12-01T10:00:00Z" },
  spec: { taints: [{ key: "dedicated", value: "shop", effect: "NoSchedule" }] },
  status: {
    conditions: [
      {
        type: "MemoryPressure",
        status: "True",
        reason: "KubeletHasInsufficientMemory",
        message: "kubelet has insufficient memory available",
      },
      { type: "DiskPressure", status: "False", reason: "KubeletHasNoDiskPressure", message: "" },
      { type: "Ready", status: "True", lastTransitionTime: "2025-12-29T10:00:00Z" },
    ],
  },
};

/** What the server has besides, by path. */
export const paymentSurroundings: readonly (readonly [string, unknown])[] = [
  ["/apis/apps/v1/namespaces/shop/replicasets/payments-7f9c6d5b4", replicaSet],
  ["/apis/apps/v1/namespaces/shop/deployments/payments", deployment],
  ["/api/v1/nodes/worker-3.eu-west-1", node],
];
