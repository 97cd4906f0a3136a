/**
 * The time of the demo cluster: what happens in it happens in the order of its moments, so that a course of events can be
 * repeated. Its moments are those of the wall clock; only the waits between them are shortened by `speed`, so that ages are
 * true for every client.
 */
export class VirtualTime {
  readonly #speed: number;
  #now: number;
  #planned = 0;
  /** A heap: the earliest first; of the same moment the one that was planned first. */
  readonly #tasks: Task[] = [];
  /** Called when something is planned before everything else. */
  onEarlier: () => void = () => {};

  /** @param startMs wall clock, ms since the Unix epoch. @param speed how many times faster things happen. */
  constructor(startMs: number, speed = 1) {
    this.#now = startMs;
    this.#speed = speed;
  }

  /** Ms since the Unix epoch; stands still while one task runs. */
  now(): number {
    return this.#now;
  }

  /** How long a wait of `ms` takes in this cluster. */
  span(ms: number): number {
    return ms / this.#speed;
  }

  /** How much of a wait is over that began at a moment (RFC 3339, as objects have it): whole ms, the inverse of `span`. */
  waitedSince(timestamp: string): number {
    return Math.round((this.#now - Date.parse(timestamp)) * this.#speed);
  }

  /** Runs `task` after a wait of `ms` (shortened by the speed). Returns its inverse. */
  after(ms: number, task: () => void): () => void {
    return this.at(this.#now + this.span(ms), task);
  }

  /** Runs `task` at a moment, ms since the Unix epoch, or now when that is over. Returns its inverse. */
  at(ms: number, task: () => void): () => void {
    const entry: Task = { at: Math.max(this.#now, ms), order: this.#planned++, run: task };
    this.#push(entry);
    if (this.#tasks[0] === entry) this.onEarlier();
    return () => {
      entry.run = undefined;
    };
  }

  /** The moment of the next task, ms since the Unix epoch; undefined when nothing is planned. */
  get nextAt(): number | undefined {
    while (this.#tasks[0] !== undefined && this.#tasks[0].run === undefined) this.#pop();
    return this.#tasks[0]?.at;
  }

  /** Lets everything happen that is planned up to `ms` (since the Unix epoch), each at its own moment. */
  advanceTo(ms: number): void {
    for (let at = this.nextAt; at !== undefined && at <= ms; at = this.nextAt) {
      this.#now = Math.max(this.#now, at);
      this.#pop()?.run?.();
    }
    this.#now = Math.max(this.#now, ms);
  }

  #push(task: Task): void {
    const tasks = this.#tasks;
    let at = tasks.push(task) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(task, tasks[parent])) break;
      tasks[at] = tasks[parent] as Task;
      at = parent;
    }
    tasks[at] = task;
  }

  #pop(): Task | undefined {
    const tasks = this.#tasks;
    const first = tasks[0];
    const last = tasks.pop();
    if (last === undefined || tasks.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = isBefore(tasks[left + 1], tasks[left]) ? left + 1 : left;
      if (!isBefore(tasks[child], last)) break;
      tasks[at] = tasks[child] as Task;
      at = child;
    }
    tasks[at] = last;
    return first;
  }
}

interface Task {
  readonly at: number;
  readonly order: number;
  /** Undefined once it is taken back. */
  run: (() => void) | undefined;
}

function isBefore(one: Task | undefined, other: Task | undefined): boolean {
  if (one === undefined || other === undefined) return one !== undefined;
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
