import type { Command } from "./keymap.ts";

/** What the keys may ask of the dashboard, and what it knows that decides whether they can. */
export interface DashboardActions {
  readonly fromFile: boolean;
  /** There is a pod under the cursor. */
  readonly hasPod: boolean;
  /** By the place of their digit key. */
  readonly recentNamespaces: readonly string[];
  readonly summaryCounts: number;
  /** Some pod is unhealthy. */
  readonly hasConcerns: boolean;
  readonly canSuspend: boolean;
  moveBy(lines: number): void;
  movePages(pages: number): void;
  moveToFirst(): void;
  moveToLast(): void;
  openFilter(): void;
  openCommandLine(): void;
  openSelectors(): void;
  openNamespaces(): void;
  openContexts(): void;
  openSorts(): void;
  openHelp(): void;
  openTriage(): void;
  /** Everything about the pod under the cursor. */
  openPage(): void;
  /** The pod under the cursor as YAML. */
  openYaml(): void;
  /** As kubectl describes it. */
  openDescription(): void;
  openEvents(): void;
  /** Those of the pod's namespace. */
  openNamespaceEvents(): void;
  /** The logs of the pod under the cursor. */
  openLogs(): void;
  sortByNeighbour(step: 1 | -1): void;
  reverseSort(): void;
  toggleWide(): void;
  toggleFold(): void;
  togglePause(): void;
  toggleUnhealthy(): void;
  toggleMouse(): void;
  showAllNamespaces(): void;
  showRecentNamespace(place: number): void;
  filterByCount(place: number): void;
  filterByNextCount(step: 1 | -1): void;
  reconnect(): void;
  /** Gives up what is going on or takes off what is on: a login, a notice, the filter. */
  escape(): void;
  /** Stops the program until a shell continues it. */
  suspend(): void;
  quit(): void;
}

type DashboardCommand = Command<DashboardActions>;

const notOfAFile = ({ fromFile }: DashboardActions) => (fromFile ? "The rows come from a file." : undefined);
const withoutPod = ({ hasPod }: DashboardActions) => (hasPod ? undefined : "No pod is under the cursor.");
const withoutPodOfACluster = (on: DashboardActions) =>
  on.fromFile ? "The rows come from a file, which has none." : withoutPod(on);
const withoutCounts = ({ summaryCounts }: DashboardActions) =>
  summaryCounts === 0 ? "There is nothing to count." : undefined;

/** Every key of the dashboard, in the order of footer and help. */
export const dashboardCommands: readonly DashboardCommand[] = [
  { id: "help", keys: ["?"], title: "This help", group: "App", inFooter: "help", run: (on) => on.openHelp() },
  { id: "quit", keys: ["q", "ctrl-c"], title: "Quit", group: "App", inFooter: "quit", run: (on) => on.quit() },
  { id: "move.down", keys: ["j", "down"], title: "Down", group: "Move", run: (on) => on.moveBy(1) },
  { id: "move.up", keys: ["k", "up"], title: "Up", group: "Move", run: (on) => on.moveBy(-1) },
  { id: "move.first", keys: ["g", "home"], title: "First row", group: "Move", run: (on) => on.moveToFirst() },
  { id: "move.last", keys: ["G", "end"], title: "Last row", group: "Move", run: (on) => on.moveToLast() },
  {
    id: "move.pageDown",
    keys: ["pageDown", "ctrl-f"],
    title: "A page down",
    group: "Move",
    run: (on) => on.movePages(1),
  },
  { id: "move.pageUp", keys: ["pageUp", "ctrl-b"], title: "A page up", group: "Move", run: (on) => on.movePages(-1) },
  { id: "move.halfDown", keys: ["ctrl-d"], title: "Half a page down", group: "Move", run: (on) => on.movePages(0.5) },
  { id: "move.halfUp", keys: ["ctrl-u"], title: "Half a page up", group: "Move", run: (on) => on.movePages(-0.5) },
  {
    id: "filter",
    keys: ["/"],
    title: "Filter: words, !word, /regex/, status=Crash*, health=broken, age<2h, label:app=web",
    group: "View",
    inFooter: "filter",
    run: (on) => on.openFilter(),
  },
  {
    id: "triage",
    keys: ["t"],
    title: "Why pods are unhealthy: those with the same cause together",
    group: "View",
    inFooter: "triage",
    whyDisabled: ({ hasConcerns }) => (hasConcerns ? undefined : "No pod is unhealthy."),
    run: (on) => on.openTriage(),
  },
  {
    id: "filter.unhealthy",
    keys: ["ctrl-z"],
    title: "Only unhealthy pods, or all again",
    group: "View",
    run: (on) => on.toggleUnhealthy(),
  },
  {
    id: "filter.count",
    keys: ["f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"],
    title: "Only the pods of one count of the summary line",
    group: "View",
    whyDisabled: withoutCounts,
    run: (on, place) => on.filterByCount(place),
  },
  {
    id: "filter.nextCount",
    keys: ["tab"],
    title: "Only the pods of the next count",
    group: "View",
    whyDisabled: withoutCounts,
    run: (on) => on.filterByNextCount(1),
  },
  {
    id: "filter.previousCount",
    keys: ["shift-tab"],
    title: "Only the pods of the previous count",
    group: "View",
    whyDisabled: withoutCounts,
    run: (on) => on.filterByNextCount(-1),
  },
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
    title: "Logs of the pod's containers",
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
    whyDisabled: withoutPod,
    run: (on) => on.openYaml(),
  },
  {
    id: "pod.describe",
    keys: ["d"],
    title: "What kubectl describe says of it",
    group: "Pod",
    whyDisabled: withoutPod,
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
  {
    id: "namespace",
    keys: ["n"],
    title: "Choose a namespace, or type one",
    group: "Scope",
    inFooter: "namespace",
    run: (on) => on.openNamespaces(),
  },
  {
    id: "context",
    keys: ["c"],
    title: "Choose a context",
    group: "Scope",
    inFooter: "context",
    whyDisabled: notOfAFile,
    run: (on) => on.openContexts(),
  },
  {
    id: "namespace.all",
    keys: ["0"],
    title: "All namespaces",
    group: "Scope",
    inFooter: "all",
    run: (on) => on.showAllNamespaces(),
  },
  {
    id: "namespace.recent",
    keys: ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
    title: "A recent namespace",
    group: "Scope",
    whyDisabled: (on) => (on.recentNamespaces.length === 0 ? "No other namespace was shown yet." : undefined),
    run: (on, place) => on.showRecentNamespace(place),
  },
  {
    id: "selectors",
    keys: ["L"],
    title: "Let the server select: -l app=web --field-selector spec.nodeName=n1",
    group: "Scope",
    whyDisabled: notOfAFile,
    run: (on) => on.openSelectors(),
  },
  {
    id: "sort",
    keys: ["s"],
    title: "Choose the column to sort by",
    group: "View",
    inFooter: "sort",
    run: (on) => on.openSorts(),
  },
  { id: "sort.reverse", keys: ["S"], title: "Sort the other way round", group: "View", run: (on) => on.reverseSort() },
  { id: "sort.next", keys: [">"], title: "Sort by the next column", group: "View", run: (on) => on.sortByNeighbour(1) },
  {
    id: "sort.previous",
    keys: ["<"],
    title: "Sort by the previous column",
    group: "View",
    run: (on) => on.sortByNeighbour(-1),
  },
  {
    id: "wide",
    keys: ["w"],
    title: "More columns, or fewer",
    group: "View",
    inFooter: "wide",
    run: (on) => on.toggleWide(),
  },
  {
    id: "fold",
    keys: ["."],
    title: "Fold the pods that are done into one line, or show them",
    group: "View",
    run: (on) => on.toggleFold(),
  },
  {
    id: "pause",
    keys: ["space"],
    title: "Hold the table still, or let it go on",
    group: "View",
    inFooter: "pause",
    run: (on) => on.togglePause(),
  },
  {
    id: "reconnect",
    keys: ["r"],
    title: "Connect again now",
    group: "Scope",
    whyDisabled: notOfAFile,
    run: (on) => on.reconnect(),
  },
  {
    id: "commandLine",
    keys: [":"],
    title: "Command: :ns x, :ctx y, :pods, :q",
    group: "App",
    run: (on) => on.openCommandLine(),
  },
  {
    id: "mouse",
    keys: ["m"],
    title: "Mouse on or off (off: the terminal selects and copies)",
    group: "App",
    run: (on) => on.toggleMouse(),
  },
  {
    id: "escape",
    keys: ["esc"],
    title: "Leave the prompt, cancel a login, clear the filter",
    group: "App",
    run: (on) => on.escape(),
  },
  {
    id: "suspend",
    keys: ["Z"],
    title: "Suspend; fg comes back",
    group: "App",
    whyDisabled: ({ canSuspend }) => (canSuspend ? undefined : "No shell could bring it back here."),
    run: (on) => on.suspend(),
  },
];
