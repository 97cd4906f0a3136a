import type { PodRow } from "../resources/podRow.ts";
import type { ChangeActions } from "./changes/changeActions.ts";
import { contextChoice, namespaceChoice, sortChoice } from "./choices.ts";
import type { CommandProblem, TypedCommand } from "./commandLine.ts";
import type { DashboardActions } from "./commands/dashboardCommand.ts";
import type { HelpGroup } from "./dashboardView.ts";
import type { ForwardActions } from "./forwards/forwards.ts";
import { helpLayer } from "./helpLayer.ts";
import type { Layer } from "./layer.ts";
import { markActions } from "./marks/markActions.ts";
import type { MetricsActions } from "./metrics/metrics.ts";
import type { NamespaceBook } from "./namespaceBook.ts";
import type { Navigator } from "./navigator.ts";
import type { News } from "./news.ts";
import { pickerLayer } from "./pickerLayer.ts";
import type { PodViews } from "./podViews.ts";
import { promptLayer } from "./promptLayer.ts";
import { commandPrompt, filterPrompt, selectorsPrompt } from "./prompts.ts";
import type { RecordingActions } from "./recording/recordingActions.ts";
import { relatedActions } from "./related/relatedActions.ts";
import type { Player } from "./replay/player.ts";
import { replayActions } from "./replay/replayActions.ts";
import { replayTime } from "./replay/replayTime.ts";
import { isSelecting, noSelectors } from "./scope.ts";
import type { Session } from "./session.ts";
import type { ShellActions } from "./shell/podShells.ts";
import type { ShownTable } from "./shownTable.ts";
import type { SortMemory } from "./stateFile.ts";
import { timeActions } from "./time/timeActions.ts";
import type { TriageActions } from "./triage/triageActions.ts";

/** What the actions act on. */
export interface ActionParts {
  readonly alarm: DashboardActions["alarm"];
  readonly navigator: Navigator;
  readonly table: ShownTable;
  readonly namespaces: NamespaceBook;
  readonly news: News;
  keysOf(command: string): readonly string[];
  help(): readonly HelpGroup[];
  /** Opens a layer after the one that was open has gone. */
  open(next: () => Layer): void;
  readonly podViews: PodViews;
  /** As behindScenes, for the pod under the cursor. */
  behind(): Layer;
  readonly metrics: MetricsActions;
  readonly changes: ChangeActions;
  readonly triage: TriageActions;
  readonly recording: RecordingActions;
  readonly shells: ShellActions;
  readonly forwards: ForwardActions;
  /** Undefined when no recording is played. */
  readonly player: Player | undefined;
  toggleMouse(): void;
  /** Undefined where a program cannot be suspended. */
  readonly suspend: (() => void) | undefined;
  quit(): void;
}

/** What the keys do. */
export function dashboardActions(parts: ActionParts): DashboardActions {
  const { navigator, table, namespaces, news, open, player } = parts;
  const seen = timeActions({
    table,
    news,
    open,
    skewMs: () => navigator.skewMs,
    isSelecting: () => isSelecting(navigator.place.session?.scope.selectors ?? noSelectors),
  });
  const time = player === undefined ? seen : replayTime(player, seen);
  const recent = () => navigator.memory.recent.map(({ name }) => name);
  const sort = (by: SortMemory | undefined) => {
    table.sortBy(by);
    navigator.rememberSort(by);
  };
  const sortBy = (column: string) => {
    const direction = table.sortColumns.find(({ id }) => id === column)?.first;
    sort(direction === undefined ? undefined : { column, direction });
  };
  const openForPod = (view: (pod: PodRow, session: Session) => Layer) => {
    const pod = table.current?.selected;
    const { session } = navigator.place;
    if (pod !== undefined && session !== undefined) open(() => view(pod, session));
  };
  const actions: DashboardActions = {
    get fromFile() {
      return navigator.place.session?.sync.get().phase === "file";
    },
    get recentNamespaces() {
      return recent();
    },
    get hasPod() {
      return table.current?.selected !== undefined;
    },
    marks: markActions(table),
    metrics: parts.metrics,
    related: relatedActions(table, () => navigator.place.session?.scope.namespace === undefined),
    recording: parts.recording,
    replay: replayActions(player, table),
    time,
    canSuspend: parts.suspend !== undefined,
    alarm: parts.alarm,
    changes: parts.changes,
    shells: parts.shells,
    forwards: parts.forwards,
    get summaryCounts() {
      return table.counts.length;
    },
    moveBy: (by) => table.current?.moveBy(by),
    movePages: (pages) => table.current?.moveBy(Math.trunc(pages * table.lines) || Math.sign(pages)),
    moveToFirst: () => table.current?.moveToFirst(),
    moveToLast: () => table.current?.moveToLast(),
    openFilter: () => open(() => promptLayer(filterPrompt(table.filter, (text) => table.filterBy(text)))),
    openCommandLine: () => open(() => commandLine(parts, actions)),
    openSelectors: () => open(() => selectorsLine(parts)),
    openNamespaces: () => open(() => pickerLayer(namespaceChoice(navigator, namespaces, parts.keysOf))),
    openContexts: () => open(() => pickerLayer(contextChoice(navigator))),
    openSorts: () => open(() => pickerLayer(sortChoice(table, sortBy))),
    openLogs: () => {
      const { marked } = table;
      const { session } = navigator.place;
      if (marked.length === 0) openForPod((pod, at) => parts.podViews.logs(pod, at));
      else if (session !== undefined) open(() => parts.podViews.logsOfMarked(marked, session));
    },
    openEvents: () => openForPod((pod) => parts.podViews.events(pod)),
    openNamespaceEvents: () => openForPod(({ namespace }) => parts.podViews.eventsOfNamespace(namespace)),
    openPage: () =>
      openForPod((pod, session) =>
        player === undefined
          ? parts.podViews.page(pod, session)
          : parts.podViews.recordedPage(pod, session, { at: () => player.position.get().at, rowsNow: () => table.now }),
      ),
    openDescription: () => openForPod((pod, session) => parts.podViews.description(pod, session)),
    openYaml: () => openForPod((pod, session) => parts.podViews.yaml(pod, session)),
    triage: parts.triage,
    openHelp: () => open(() => helpLayer(parts.help)),
    sortByNeighbour: (step) => sortBy(table.sortNeighbour(step)),
    reverseSort: () => {
      // The order of kubectl begins with the first column, whichever that is.
      const { column, direction } = table.sort ?? { column: table.sortColumns[0]?.id ?? "", direction: "ascending" };
      sort({ column, direction: direction === "ascending" ? "descending" : "ascending" });
    },
    toggleWide: () => table.toggleWide(),
    toggleFold: () => table.toggleFold(),
    togglePause: () => (player === undefined ? table.togglePause() : player.toggle()),
    toggleUnhealthy: () => table.toggleUnhealthy(),
    toggleMouse: parts.toggleMouse,
    showAllNamespaces: () => navigator.toNamespace(undefined),
    showRecentNamespace: (index) => {
      const name = recent()[index];
      if (name === undefined) news.say(`No namespace has the key ${parts.keysOf("namespace.recent")[index]} yet.`);
      else navigator.toNamespace(name);
    },
    filterByCount: (index) => table.filterByCount(index),
    filterByNextCount: (step) => table.filterByNextCount(step),
    reconnect: () => navigator.reconnect(),
    escape: () => {
      if (!parts.changes.undo() && !navigator.cancelLogin() && !time.toLive()) table.filterBy("");
    },
    behind: { open: () => open(parts.behind) },
    suspend: () => parts.suspend?.(),
    quit: parts.quit,
  };
  return actions;
}

function commandLine({ navigator, table, namespaces, news }: ActionParts, actions: DashboardActions): Layer {
  namespaces.open();
  const sayReason = (reason: string | undefined) => reason !== undefined && news.say(reason);
  const run = (command: TypedCommand | CommandProblem): void => {
    if ("reason" in command) {
      news.say(command.reason);
      return;
    }
    switch (command.kind) {
      case "namespace":
        navigator.toNamespace(command.namespace);
        return;
      case "context":
        navigator.toContext(command.context);
        return;
      case "chooseNamespace":
        actions.openNamespaces();
        return;
      case "chooseContext":
        actions.openContexts();
        return;
      case "pods":
        table.filterBy("");
        return;
      case "at":
        sayReason(actions.replay.goTo(command.time));
        return;
      case "find":
        sayReason(actions.replay.find(command.filter));
        return;
      case "help":
        actions.openHelp();
        return;
      case "quit":
        actions.quit();
        return;
    }
  };
  const names = () => ({
    namespaces: namespaces.names,
    contexts: navigator.contexts.map(({ name }) => name),
  });
  return promptLayer(commandPrompt(names, run, () => namespaces.close()));
}

function selectorsLine({ navigator, news }: ActionParts): Layer {
  const before = navigator.place.session?.scope.selectors ?? noSelectors;
  const apply = (selectors: typeof before) => navigator.select(selectors);
  return promptLayer(selectorsPrompt(before, apply, (reason) => news.say(reason)));
}
