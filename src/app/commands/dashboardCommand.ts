import type { AlarmActions } from "../alarm/alarm.ts";
import type { BehindActions } from "../behind/behindActions.ts";
import type { ChangeActions } from "../changes/changeActions.ts";
import type { ForwardActions } from "../forwards/forwards.ts";
import type { Command } from "../keymap.ts";
import type { MarkActions } from "../marks/markActions.ts";
import type { MetricsActions } from "../metrics/metrics.ts";
import type { RecordingActions } from "../recording/recordingActions.ts";
import type { RelatedActions } from "../related/relatedActions.ts";
import type { ReplayActions } from "../replay/replayActions.ts";
import type { ShellActions } from "../shell/podShells.ts";
import type { TimeActions } from "../time/timeActions.ts";
import type { TriageActions } from "../triage/triageActions.ts";

/** What the keys may ask of the dashboard, and what it knows that decides whether they can. */
export interface DashboardActions {
  readonly fromFile: boolean;
  /** There is a pod under the cursor. */
  readonly hasPod: boolean;
  /** By the place of their digit key. */
  readonly recentNamespaces: readonly string[];
  readonly summaryCounts: number;
  readonly marks: MarkActions;
  readonly metrics: MetricsActions;
  readonly related: RelatedActions;
  readonly canSuspend: boolean;
  readonly alarm: AlarmActions;
  readonly changes: ChangeActions;
  readonly recording: RecordingActions;
  readonly shells: ShellActions;
  readonly forwards: ForwardActions;
  readonly replay: ReplayActions;
  readonly time: TimeActions;
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
  readonly triage: TriageActions;
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
  /** Gives up what is going on or takes off what is on: a change that waits, a login, a notice, a moment before, the filter. */
  escape(): void;
  readonly behind: BehindActions;
  /** Stops the program until a shell continues it. */
  suspend(): void;
  quit(): void;
}

/** A key of the dashboard. */
export type DashboardCommand = Command<DashboardActions>;

/** Why a cluster cannot be asked. */
export const notOfAFile = ({ fromFile }: DashboardActions) => (fromFile ? "The rows come from a file." : undefined);

/** Why no cluster can be asked. */
export const withoutCluster = (on: DashboardActions) =>
  notOfAFile(on) ?? (on.replay.isOn ? "The rows come from a recording." : undefined);

/** Why nothing can be opened for a pod. */
export const withoutPod = ({ hasPod }: DashboardActions) => (hasPod ? undefined : "No pod is under the cursor.");

/** Why nothing can be opened that more than the row of a pod is needed for. */
export const withoutWholePod = (on: DashboardActions) =>
  on.replay.isOn ? "A recording has of a pod only what the table and its page show." : withoutPod(on);

/** Why nothing can be asked of a cluster for a pod. */
export const withoutPodOfACluster = (on: DashboardActions) =>
  on.fromFile ? "The rows come from a file, which has none." : withoutWholePod(on);
