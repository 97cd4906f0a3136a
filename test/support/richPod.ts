/** A pod with one of each thing that a description has words for; an API server takes it without asking for anything else. */
export const richPod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "rich",
    namespace: "shop",
    labels: { app: "rich", tier: "web" },
    annotations: { team: "a", note: "x y", long: "z".repeat(200), lines: "one\ntwo\n" },
  },
  spec: {
    priorityClassName: "system-node-critical",
    nodeSelector: { "kubernetes.io/os": "linux" },
    tolerations: [
      { key: "b", operator: "Equal", value: "x", effect: "NoSchedule" },
      { key: "a", operator: "Exists", effect: "NoExecute", tolerationSeconds: 30 },
      { operator: "Exists" },
    ],
    readinessGates: [{ conditionType: "example.com/ready" }],
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "zone",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { app: "rich" } },
      },
    ],
    initContainers: [
      {
        name: "init",
        image: "registry.demo/base/init:1",
        command: ["sh", "-c", "echo hi\necho there"],
        resources: { limits: { cpu: "100m" } },
      },
      {
        name: "side",
        image: "registry.demo/base/side:1",
        restartPolicy: "Always",
        startupProbe: { exec: { command: ["cat", "/x"] } },
      },
    ],
    containers: [
      {
        name: "main",
        image: "registry.demo/shop/web:v1",
        args: ["--a", "b"],
        ports: [
          { containerPort: 80, name: "http" },
          { containerPort: 9000, protocol: "UDP", hostPort: 9001 },
        ],
        envFrom: [{ configMapRef: { name: "cfg" } }, { secretRef: { name: "sec", optional: true }, prefix: "P_" }],
        env: [
          { name: "A", value: "1" },
          { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
          { name: "C", valueFrom: { secretKeyRef: { name: "s", key: "k", optional: true } } },
          { name: "D", valueFrom: { configMapKeyRef: { name: "c", key: "k" } } },
          { name: "E", valueFrom: { resourceFieldRef: { containerName: "main", resource: "limits.cpu" } } },
          { name: "F", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
          { name: "G", value: "two\nlines" },
        ],
        resources: { requests: { cpu: "250m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        livenessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 3 },
        readinessProbe: { httpGet: { path: "/ready", port: "http" } },
        volumeMounts: [
          { name: "v2", mountPath: "/v2", subPath: "x" },
          { name: "v1", mountPath: "/v1", readOnly: true },
        ],
      },
    ],
    volumes: [
      { name: "v1", emptyDir: { medium: "Memory", sizeLimit: "1Gi" } },
      { name: "v2", configMap: { name: "c", optional: true } },
      { name: "v3", secret: { secretName: "s" } },
      { name: "v4", hostPath: { path: "/tmp", type: "Directory" } },
      { name: "v5", persistentVolumeClaim: { claimName: "data" } },
      { name: "v6", nfs: { server: "files", path: "/x" } },
      {
        name: "v7",
        projected: {
          sources: [
            { configMap: { name: "c" } },
            { secret: { name: "s", optional: true } },
            { downwardAPI: { items: [{ path: "name", fieldRef: { fieldPath: "metadata.name" } }] } },
          ],
        },
      },
    ],
  },
};
