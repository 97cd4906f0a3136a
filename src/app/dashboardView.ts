import type { Tone } from "../table/column.ts";
import type { StyledLine } from "../table/look.ts";
import type { TableFrame } from "../table/tableFrame.ts";

/**
 * Everything on the screen, as words: what the dashboard shows is decided in app/ and tested without a screen;
 * ui/ only lays it out. A part that did not change is the same object as before.
 */
export interface DashboardView {
  readonly columns: number;
  /** Two of the header, the column titles, `tableLines`, the summary, and the last: the prompt, else the notice, else the footer. */
  readonly lines: number;
  /** The terminal is too small for the rest: only this is drawn. */
  readonly tooSmall: string | undefined;
  /** The terminal is to report wheel and clicks to us; otherwise its own selection works. */
  readonly mouse: boolean;
  readonly header: HeaderView;
  readonly table: TableFrame;
  /** Lines that the table may take, its header not counted; the view must give it exactly these. */
  readonly tableLines: number;
  /** The last of these lines, where pods are folded away: `12 pods are done; . shows them`. */
  readonly folded: string | undefined;
  /** The rows are not known to be the server's truth now: drawn dimmed. */
  readonly stale: boolean;
  /** The rows are those of a moment before: drawn dimmed, but for what happened then. */
  readonly past: boolean;
  /** Shown instead of lines when there are none: `No pods in namespace shop.`, or a problem with its way out. */
  readonly message: MessageView | undefined;
  readonly summary: readonly SummaryItem[];
  readonly prompt: PromptView | undefined;
  readonly overlay: OverlayView | undefined;
  /** Stands in the place of header, table and counts. */
  readonly text: TextView | undefined;
  /** Stands in the place of the table and its counts, unless there is a text. */
  readonly triage: TriageView | undefined;
  /** One line of news: `pod web-1 is gone`, `config.yaml line 3: unknown key "ctrl-ü"`. */
  readonly notice: { readonly text: string; readonly tone: Tone } | undefined;
  readonly footer: readonly FooterItem[];
}

/** Words of the header; ui/ decides what to leave out when the line is short. */
export interface HeaderView {
  /** What the clusters are, where that must not be overlooked: `demo cluster`; empty for real ones. */
  readonly mark: string;
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  /** `all namespaces` or the name. */
  readonly namespace: string;
  readonly server: string;
  /** `Kubernetes v1.35.4`; empty until known. */
  readonly version: string;
  /** State of the watch, `live`, `reconnecting`, `login expired`. */
  readonly state: { readonly text: string; readonly tone: Tone };
  /** `verified 10:22:31`, `as of 10:22:31`, `12,400 of 100,000`, `retry in 7 s`; empty when there is nothing to add. */
  readonly detail: string;
  /** Standing warnings and modes, `TLS not verified`, `paused, 12 changes wait`, `-l app=web`. What may be cut still says that it is there. */
  readonly badges: readonly { readonly text: string; readonly tone: Tone; readonly mayBeCut?: true }[];
}

/** Title, sentences, and what to do next, with the keys for it. */
export interface MessageView {
  readonly title: string;
  readonly tone: Tone;
  readonly sentences: readonly string[];
  /** Commands that can be typed into a shell: `kubectl auth can-i list pods -n shop`. */
  readonly commands: readonly string[];
}

/** `Running 120`: a count that is also a filter. `key` is shown when one key applies it. */
export interface SummaryItem {
  readonly label: string;
  readonly count: number;
  readonly tone: Tone;
  readonly key: string | undefined;
}

/** The line that is being typed. `errors` are ranges of `text` that do not parse, with the reason. */
export interface PromptView {
  readonly label: string;
  readonly text: string;
  /** Index in `text`, in UTF-16 units. */
  readonly cursor: number;
  readonly errors: readonly { readonly start: number; readonly end: number; readonly reason: string }[];
  /** Greyed text behind the cursor that Tab takes. */
  readonly completion: string;
  readonly hint: string;
}

export type OverlayView =
  /** `top` counts the lines to leave out, where a group is its title, its entries and an empty line. */
  | { readonly kind: "help"; readonly groups: readonly HelpGroup[]; readonly top: number }
  | {
      readonly kind: "picker";
      readonly title: string;
      /** As wide as the screen allows. */
      readonly isWide: boolean;
      readonly text: string;
      /** Index of the cursor in `text`, in UTF-16 units. */
      readonly cursor: number;
      /** The visible ones of `total`: never more than the lines of the table minus three (title, typed text, hint). */
      readonly items: readonly PickerItem[];
      /** Index in `items`, -1 when there is none. */
      readonly selected: number;
      readonly total: number;
      readonly hint: string;
    }
  | ({ readonly kind: "question" } & QuestionView);

/** What is asked before something is changed, or what became of it. */
export interface QuestionView {
  /** `Delete a pod?` */
  readonly title: string;
  readonly tone: Tone;
  /** What it is about by name, `Namespace`, `shop`: the most important first. */
  readonly facts: readonly { readonly name: string; readonly text: string; readonly tone: Tone }[];
  readonly answers: readonly { readonly keys: string; readonly title: string; readonly tone: Tone }[];
}

/** A text over the whole screen: a title, `tableLines + 2` lines of room for it, a line about it, and the last line. */
export interface TextView {
  /** `YAML`, `logs`. */
  readonly kind: string;
  /** What it is of: `shop/web-1`. */
  readonly subject: string;
  readonly state: TextState;
  /** The visible ones; `isFound` is the line that the search is at. */
  readonly rows: readonly { readonly text: StyledLine; readonly isFound: boolean }[];
  /** What is worth knowing, the most important first: `"oom" 3 of 17 lines`, `2 values masked`. */
  readonly facts: readonly string[];
  /** `1-21 of 340`. */
  readonly position: string;
}

/** Whether a text is true now: `live`; `as of 14:02:11`; `deleted 14:02:11`. */
export interface TextState {
  readonly text: string;
  readonly tone: Tone;
  /** What else there is to say, empty for nothing: why it is old. */
  readonly detail: string;
  /** The text is not known to be the truth now: drawn dimmed. */
  readonly isStale: boolean;
}

/** Why pods are unhealthy. */
export interface TriageView {
  /** At most `tableLines + 1`. */
  readonly rows: readonly TriageRow[];
  /** What is worth knowing of the counts, as in a TextView. */
  readonly facts: readonly string[];
  /** `causes 1-6 of 14`. */
  readonly position: string;
}

/** A line with something at its right edge, which is not cut. */
export interface TriageRow {
  readonly left: StyledLine;
  readonly right: StyledLine;
  /** The cursor is here. */
  readonly isChosen: boolean;
}

export interface HelpGroup {
  readonly title: string;
  readonly entries: readonly {
    readonly keys: string;
    readonly title: string;
    readonly whyDisabled: string | undefined;
  }[];
}

/** A line of the namespace, context or sort picker. `matched` are the indexes of `text` that the typed letters hit. */
export interface PickerItem {
  readonly text: string;
  readonly detail: string;
  readonly current: boolean;
  readonly recent: boolean;
  readonly matched: readonly number[];
}

export interface FooterItem {
  readonly keys: string;
  readonly title: string;
  /** It cannot be done now: drawn dimmed. */
  readonly isRefused?: boolean;
}
