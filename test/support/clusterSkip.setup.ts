import { clusterAssets } from "./clusterAssets.ts";

/** Says once, before the cluster project, why its tests will be skipped. */
export function setup(): void {
  if (clusterAssets === undefined)
    process.stdout.write(
      "cluster tests are skipped: set KUBEBUILDER_ASSETS to a folder with etcd, kube-apiserver and kubectl\n",
    );
}
