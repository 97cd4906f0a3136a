import { podDescription } from "../../resources/describe/podDescription.ts";
import { newestFirst } from "../../resources/eventRow.ts";
import { withoutSecrets } from "../../resources/secretValues.ts";
import { styled } from "../../table/look.ts";
import type { TextState } from "../dashboardView.ts";
import { EventList } from "../events/eventList.ts";
import type { Command } from "../keymap.ts";
import type { PageParts } from "../page/pageContent.ts";
import { standsStillAt } from "../staleness.ts";
import { boundTo } from "../text/boundTo.ts";
import { followedState } from "../text/followedState.ts";
import { secretsWords } from "../text/objectText.ts";
import type { TextContent, TextHost } from "../text/textContent.ts";
import { type TextLines, textLines } from "../text/textLines.ts";
import { secretsCommand } from "../text/yamlCommands.ts";

/** Ages of events go on; those of the young by the second. */
const againMs = 1_000;

/** What kubectl describe says of a pod, said anew whenever the pod or its events change. */
export class DescribeContent implements TextContent {
  readonly kind = "description";
  readonly subject: string;
  readonly growsAtEnd = false;
  readonly wraps = false;
  readonly commands: readonly Command<void>[];
  readonly fileEnding = "-describe.txt";
  readonly #parts: Omit<PageParts, "cluster">;
  readonly #events: EventList;
  readonly #stop: () => void;
  #showsSecrets = false;
  #masked = 0;
  #lines: readonly string[] = [];
  #text: TextLines = textLines([]);
  /** By our clock. */
  #until = Number.NEGATIVE_INFINITY;

  constructor(parts: Omit<PageParts, "cluster">, host: TextHost) {
    this.#parts = parts;
    const { key, namespace, uid } = parts.follower.pod;
    this.subject = key;
    this.commands = parts.rebound([secretsCommand]).map((command) => boundTo(command, this));
    const onChange = () => {
      this.#until = Number.NEGATIVE_INFINITY;
      host.redraw();
    };
    this.#stop = parts.follower.subscribe(onChange);
    this.#events = new EventList({ namespace, uid, follow: parts.followEvents }, onChange);
  }

  get lines(): TextLines {
    if (this.#parts.clock.now() >= this.#until) this.#write();
    return this.#text;
  }

  get state(): TextState {
    return followedState(this.#parts.follower.get(), this.#parts.sync.get());
  }

  get facts(): readonly string[] {
    return secretsWords(this.#masked, this.#showsSecrets);
  }

  toggleSecrets(): void {
    this.#showsSecrets = !this.#showsSecrets;
    this.#write();
  }

  text(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  steadyFor(): number {
    return Math.max(0, this.#until - this.#parts.clock.now());
  }

  close(): void {
    this.#stop();
    this.#events.close();
    this.#parts.follower.close();
  }

  #write(): void {
    const { object, deletedAt } = this.#parts.follower.get();
    if (object === undefined) return;
    const now = this.#parts.clock.now();
    const still = deletedAt ?? this.#stillAt();
    const events = this.#events.isComplete ? newestFirst(this.#events.events) : undefined;
    const { object: shown, masked } = this.#showsSecrets ? { object, masked: 0 } : withoutSecrets(object);
    this.#masked = masked;
    const lines = podDescription(shown, events, this.#parts.serverTime(still ?? now));
    this.#until = still === undefined ? now + againMs : Number.POSITIVE_INFINITY;
    if (lines.join("\n") === this.#lines.join("\n")) return;
    this.#lines = lines;
    this.#text = textLines(lines.map((line) => [styled(line)]));
  }

  #stillAt(): number | undefined {
    const sync = this.#parts.sync.get();
    return sync.phase === "file" ? sync.asOf : standsStillAt(sync);
  }
}
