import { rowPage } from "../../resources/page/rowPage.ts";
import type { PodRow } from "../../resources/podRow.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import type { TextState } from "../dashboardView.ts";
import type { PodTable } from "../podTable.ts";
import { clockTime } from "../text/followedState.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";

const onlyRow: StyledLine = [
  styled("A recording has no more of a pod than its row: no containers, events or logs.", { dim: true }),
];

/** The moment that is shown, milliseconds since the epoch. */
export interface ReplayTimes {
  /** By the clock of the machine that recorded. */
  at(): number;
  /** By the server's. */
  rowsNow(): number;
}

/** What a recording knows of one pod, as it was at the moment that is shown. */
export class RowContent implements TextContent {
  readonly kind = "page";
  readonly subject: string;
  readonly growsAtEnd = false;
  readonly wraps = true;
  readonly commands = [];
  readonly fileEnding = ".txt";
  readonly facts = [];
  readonly #pod: PodRow;
  readonly #table: PodTable;
  readonly #times: ReplayTimes;
  readonly #stop: () => void;

  constructor(pod: PodRow, table: PodTable, times: ReplayTimes, host: TextHost) {
    this.subject = pod.key;
    this.#pod = pod;
    this.#table = table;
    this.#times = times;
    this.#stop = table.onChange(() => host.redraw());
  }

  get lines(): TextLines {
    const row = this.#row;
    return textLines([...rowPage(row ?? this.#pod, this.#times.rowsNow()), [], onlyRow]);
  }

  get state(): TextState {
    const at = `replay, as of ${clockTime(this.#times.at())}`;
    if (this.#row === undefined) return { text: at, tone: "warning", detail: "the pod was not there", isStale: true };
    return { text: at, tone: "busy", detail: "", isStale: false };
  }

  text(): string {
    const { lines } = this;
    return Array.from({ length: lines.end }, (_, line) => `${lines.plain(line)}\n`).join("");
  }

  steadyFor(): number {
    return Number.POSITIVE_INFINITY;
  }

  close(): void {
    this.#stop();
  }

  get #row(): PodRow | undefined {
    const row = this.#table.rowOf(this.#pod.key);
    return row?.uid === this.#pod.uid ? row : undefined;
  }
}
