/** A demo cluster in which nothing happens but what a test does: three nodes, all components, and no stories. */
import path from "node:path";
import { newAccess } from "../../src/demo/access.ts";
import { ApiServer } from "../../src/demo/apiserver/apiServer.ts";
import { bootstrapRoles } from "../../src/demo/apiserver/auth/defaultRoles.ts";
import { listen } from "../../src/demo/apiserver/httpListener.ts";
import { kubernetesApi } from "../../src/demo/apiserver/kubernetesApi.ts";
import { Registry } from "../../src/demo/apiserver/registry.ts";
import { namespaces } from "../../src/demo/apiserver/resources/namespaces.ts";
import { nodes } from "../../src/demo/apiserver/resources/nodes.ts";
import { clusterRoleBindings } from "../../src/demo/apiserver/resources/rbac.ts";
import { startComponents } from "../../src/demo/components.ts";
import { writeKubeconfig } from "../../src/demo/kubeconfigFile.ts";
import type { NewObject } from "../../src/demo/objects/kubeObject.ts";
import type { Namespace, Node } from "../../src/demo/objects/node.ts";
import type { RoleBinding } from "../../src/demo/objects/rbac.ts";
import { Random } from "../../src/demo/random.ts";
import { followWallClock } from "../../src/demo/realTime.ts";
import { adminUser } from "../../src/demo/scenario/world/access.ts";
import { Store } from "../../src/demo/store/store.ts";
import { VirtualTime } from "../../src/demo/virtualTime.ts";
import { clusterAssets } from "./clusterAssets.ts";
import { type Finished, run } from "./processes.ts";

export interface QuietDemo {
  /** Runs the real kubectl as an administrator, `input` on its stdin. */
  kubectl(args: readonly string[], input?: string): Promise<Finished>;
  stop(): Promise<void>;
}

/** @param speed how many times faster than in real life things happen. */
export async function startQuietDemo(directory: string, speed: number): Promise<QuietDemo> {
  const time = new VirtualTime(Date.now(), speed);
  const registry = new Registry({ store: new Store(), time, random: new Random(1, "api server") });
  bootstrapRoles(registry);
  for (const name of ["default", "kube-system"])
    registry.create(namespaces, { metadata: { name } } as NewObject<Namespace>);
  for (const number of [0, 1, 2]) registry.create(nodes, nodeOf(number));
  registry.create(clusterRoleBindings, adminBinding);
  const { authority, tls, tokens, contexts } = newAccess();
  const scenario = { objects: [], images: [], hasConfig: () => true, start: () => () => {} };
  const components = startComponents({ registry, time, seed: 1, scenario });
  const listener = await listen(
    new ApiServer(kubernetesApi({ registry, time, tokens, kubelets: components.kubelets })),
    { tls },
  );
  const kubeconfig = path.join(directory, "kubeconfig");
  const { port } = listener;
  writeKubeconfig(kubeconfig, contexts({ steady: port, slow: port, flaky: port }), authority);
  const stopTime = followWallClock(time);
  return {
    kubectl: (args, input) =>
      run(path.join(clusterAssets ?? "", "kubectl"), ["--kubeconfig", kubeconfig, ...args], {
        env: { ...process.env, KUBECACHEDIR: path.join(directory, "cache"), HOME: directory },
        ...(input === undefined ? {} : { input }),
      }),
    async stop() {
      stopTime();
      components.stop();
      await listener.close();
    },
  };
}

/** As those of the real cluster of the tests. */
function nodeOf(number: number): NewObject<Node> {
  const resources = { cpu: "8", memory: "16Gi", pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: `node-${number}`, labels: { "topology.kubernetes.io/zone": `zone-${number}` } },
    spec: {},
    status: { capacity: resources, allocatable: resources, conditions: [{ type: "Ready", status: "True" }] },
  };
}

const adminBinding: NewObject<RoleBinding> = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: adminUser },
  subjects: [{ kind: "User", name: adminUser }],
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
};
