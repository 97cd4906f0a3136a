import { type DashboardCommand, withoutPod, withoutPodOfACluster, withoutWholePod } from "./dashboardCommand.ts";

/** What opens for the pod under the cursor. */
export const podCommands: readonly DashboardCommand[] = [
  {
    id: "pod.page",
    keys: ["enter"],
    title: "Everything about the pod on one page",
    group: "Pod",
    inFooter: "open",
    whyDisabled: withoutPod,
    run: (on) => on.openPage(),
  },
  {
    id: "pod.logs",
    keys: ["l"],
    title: "Logs of the pod's containers, or of all marked pods",
    group: "Pod",
    inFooter: "logs",
    whyDisabled: withoutPodOfACluster,
    run: (on) => on.openLogs(),
  },
  {
    id: "pod.yaml",
    keys: ["y"],
    title: "The pod as YAML or JSON",
    group: "Pod",
    whyDisabled: withoutWholePod,
    run: (on) => on.openYaml(),
  },
  {
    id: "pod.describe",
    keys: ["d"],
    title: "What kubectl describe says of it",
    group: "Pod",
    whyDisabled: withoutWholePod,
    run: (on) => on.openDescription(),
  },
  {
    id: "pod.events",
    keys: ["e"],
    title: "Events of the pod",
    group: "Pod",
    whyDisabled: withoutPodOfACluster,
    run: (on) => on.openEvents(),
  },
  {
    id: "pod.namespaceEvents",
    keys: ["E"],
    title: "Events of its namespace",
    group: "Pod",
    whyDisabled: withoutPodOfACluster,
    run: (on) => on.openNamespaceEvents(),
  },
];
