import type { Readable } from "../../base/readable.ts";
import type { SyncState } from "../../kube/sync/syncState.ts";
import type { Command } from "../keymap.ts";
import type { PodFollower } from "../podFollower.ts";
import { boundTo } from "./boundTo.ts";
import { followedState } from "./followedState.ts";
import { type ObjectLook, type ObjectText, objectText, secretsWords } from "./objectText.ts";
import type { TextContent, TextHost } from "./textContent.ts";
import { type TextLines, textLines } from "./textLines.ts";
import { type YamlActions, yamlCommands } from "./yamlCommands.ts";

/** What views of one pod need. */
export interface PodViewParts {
  readonly follower: PodFollower;
  readonly sync: Readable<SyncState>;
  /** The commands with the keys that the user chose. */
  rebound<Context>(commands: readonly Command<Context>[]): readonly Command<Context>[];
}

const noText: ObjectText = { lines: [], text: "", masked: 0 };

/** A pod as YAML or JSON, read again whenever it changes. */
export class YamlContent implements TextContent, YamlActions {
  readonly subject: string;
  readonly growsAtEnd = false;
  readonly wraps = false;
  readonly commands: readonly Command<void>[];
  readonly #parts: PodViewParts;
  readonly #stop: () => void;
  #look: ObjectLook = { format: "yaml", showsSecrets: false, showsManagedFields: false };
  #text: ObjectText = noText;
  lines: TextLines = textLines([]);

  constructor(parts: PodViewParts, host: TextHost) {
    this.#parts = parts;
    this.subject = parts.follower.pod.key;
    this.commands = parts.rebound(yamlCommands).map((command) => boundTo(command, this));
    this.#stop = parts.follower.subscribe(() => {
      this.#write();
      host.redraw();
    });
    this.#write();
  }

  get kind(): string {
    return this.#look.format === "yaml" ? "YAML" : "JSON";
  }

  get fileEnding(): string {
    return `.${this.#look.format}`;
  }

  get state() {
    return followedState(this.#parts.follower.get(), this.#parts.sync.get());
  }

  get facts(): readonly string[] {
    return secretsWords(this.#text.masked, this.#look.showsSecrets);
  }

  text(): string {
    return this.#text.text;
  }

  steadyFor(): number {
    return Number.POSITIVE_INFINITY;
  }

  close(): void {
    this.#stop();
    this.#parts.follower.close();
  }

  toggleFormat(): void {
    this.#change({ format: this.#look.format === "yaml" ? "json" : "yaml" });
  }

  toggleSecrets(): void {
    this.#change({ showsSecrets: !this.#look.showsSecrets });
  }

  toggleManagedFields(): void {
    this.#change({ showsManagedFields: !this.#look.showsManagedFields });
  }

  #change(change: Partial<ObjectLook>): void {
    this.#look = { ...this.#look, ...change };
    this.#write();
  }

  #write(): void {
    const { object } = this.#parts.follower.get();
    this.#text = object === undefined ? noText : objectText(object, this.#look);
    this.lines = textLines(this.#text.lines);
  }
}
