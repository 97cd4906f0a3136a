import { sharedStart } from "../../resources/logs/sharedStart.ts";
import { type StyledLine, styled } from "../../table/look.ts";
import type { PodStream } from "./podLogs.ts";

/** Colours that tell containers apart, as SGR parameters: none of those that mean trouble. */
const colours = ["36", "35", "34", "32", "96", "95", "94", "92"];

/** What the containers of some logs are called, and what stands before their lines. What stood before a line once stays. */
export class LogPrefixes {
  /** By the number of the container; none where there is one alone. */
  readonly lines: StyledLine[] = [];
  readonly #ofOnePod: boolean;
  #sharedStart = "";
  #hasNamespaces = false;
  #hasContainers = true;
  #width = 0;

  constructor(streams: readonly PodStream[], ofOnePod: boolean) {
    this.#ofOnePod = ofOnePod;
    const pods = [...new Set(streams.map(({ of }) => of))];
    this.#hasNamespaces = new Set(pods.map(({ pod }) => pod.namespace)).size > 1;
    this.#hasContainers = pods.some(({ sources }) => sources.length > 1);
    this.#sharedStart = this.#hasNamespaces ? "" : sharedStart(pods.map(({ pod }) => pod.name));
    this.#width = Math.max(0, ...streams.map((stream) => this.nameOf(stream).length));
    if (streams.length > 1 || !ofOnePod) this.extend(streams);
  }

  /** `main` of one pod; `x2kqp/main` of several that have the rest of their names in common. */
  nameOf({ of: { pod, sources }, container }: PodStream): string {
    if (this.#ofOnePod) return container;
    const { name } = pod;
    const short = name.startsWith(this.#sharedStart) ? name.slice(this.#sharedStart.length) : name;
    const podName = this.#hasNamespaces ? pod.key : short;
    return this.#hasContainers || sources.length > 1 ? `${podName}/${container}` : podName;
  }

  /** For those that came later. */
  extend(streams: readonly PodStream[]): void {
    for (const stream of streams.slice(this.lines.length)) {
      const sgr = colours[this.lines.length % colours.length] ?? "";
      this.lines.push([styled(`${this.nameOf(stream).padEnd(this.#width)} `, { sgr })]);
    }
  }
}
