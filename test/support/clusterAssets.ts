/**
 * Folder with etcd, kube-apiserver and kubectl, as envtest's convention names it; undefined when there is none.
 * Beside these three it may hold kube-controller-manager, kube-scheduler, kwok and load.
 */
export const clusterAssets: string | undefined = process.env.KUBEBUILDER_ASSETS || undefined;
