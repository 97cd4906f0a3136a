import { describe, expect, test } from "vitest";
import { openStateFile, type RecentNamespace, withRecent } from "../../../src/app/stateFile.ts";
import type { TextFiles } from "../../../src/app/textFiles.ts";
import { FakeClock } from "../../support/fakeClock.ts";

const path = "/state/podscope/state.json";

/** One file in memory, whose writes can be held up and refused. */
class MemoryFile implements TextFiles {
  text: string | undefined;
  writes = 0;
  trouble: Error | undefined;
  gate: Promise<void> = Promise.resolve();

  constructor(text?: string) {
    this.text = text;
  }

  async read(): Promise<string | undefined> {
    return this.text;
  }

  async replace(_path: string, text: string): Promise<void> {
    await this.gate;
    if (this.trouble !== undefined) throw this.trouble;
    this.writes++;
    this.text = text;
  }

  get contexts(): unknown {
    return JSON.parse(this.text ?? "{}").contexts;
  }
}

const holding = (contexts: unknown) => new MemoryFile(JSON.stringify({ version: 1, contexts }));

async function opened(file: TextFiles) {
  const clock = new FakeClock();
  const notices: string[] = [];
  const state = await openStateFile(path, file, clock, (text) => notices.push(text));
  return { clock, notices, state };
}

const nothing = { namespace: undefined, recent: [], sort: undefined, usedAt: undefined };

describe("what is remembered", () => {
  test("is nothing where there is no file", async () => {
    const { state, notices } = await opened(new MemoryFile());

    expect(state.of("prod")).toEqual(nothing);
    expect(notices).toEqual([]);
  });

  test("is there at once, and in the file a second later, in one write", async () => {
    const file = new MemoryFile();
    const { clock, state } = await opened(file);
    state.remember("prod", { namespace: "shop" });
    state.remember("prod", { sort: { column: "age", direction: "descending" } });
    state.remember("dev", { namespace: null });

    expect(state.of("prod")).toMatchObject({ namespace: "shop", sort: { column: "age" } });
    await clock.advance(999);
    expect(file.writes).toBe(0);
    await clock.advance(1);
    expect(file.writes).toBe(1);
    const again = await opened(file);
    expect(again.state.of("prod")).toEqual(state.of("prod"));
    expect(again.state.of("dev").namespace).toBeNull();
  });

  test("is written at once when the program ends, and nothing sleeps after it", async () => {
    const file = new MemoryFile();
    const { clock, state } = await opened(file);
    state.remember("prod", { namespace: "shop" });
    await state.close();

    expect(file.contexts).toMatchObject({ prod: { namespace: "shop" } });
    expect(clock.sleeping).toBe(0);
  });

  test("is in the file when closing has ended, also what was just being written", async () => {
    const file = new MemoryFile();
    const { clock, state } = await opened(file);
    const { promise, resolve } = Promise.withResolvers<void>();
    file.gate = promise;
    state.remember("prod", { namespace: "shop" });
    await clock.advance(1_000);
    let isClosed = false;
    const closed = state.close().then(() => {
      isClosed = true;
    });
    await clock.advance(0);
    expect(isClosed).toBe(false);
    resolve();
    await closed;

    expect(file.contexts).toMatchObject({ prod: { namespace: "shop" } });
  });

  test("is not lost when a slow write meets the next", async () => {
    const file = new MemoryFile();
    const { clock, state } = await opened(file);
    const { promise, resolve } = Promise.withResolvers<void>();
    file.gate = promise;
    state.remember("prod", { namespace: "shop" });
    await clock.advance(1_000);
    state.remember("dev", { namespace: "web" });
    await clock.advance(1_000);
    resolve();
    await state.close();

    expect(file.contexts).toMatchObject({ prod: { namespace: "shop" }, dev: { namespace: "web" } });
  });

  test("does not undo what another podscope remembered of other contexts meanwhile", async () => {
    const file = holding({ prod: { namespace: "old" }, dev: { namespace: "old" } });
    const { state } = await opened(file);
    file.text = JSON.stringify({
      version: 1,
      contexts: { prod: { namespace: "theirs" }, dev: { namespace: "theirs" } },
    });
    state.remember("dev", { namespace: "ours" });
    await state.close();

    expect(file.contexts).toMatchObject({ prod: { namespace: "theirs" }, dev: { namespace: "ours" } });
  });

  test("is not written when there is nothing new", async () => {
    const file = holding({ prod: { namespace: "shop" } });
    const { state } = await opened(file);
    await state.close();

    expect(file.writes).toBe(0);
  });
});

describe("damage", () => {
  test.each(["{", "[]", "null", '{"contexts":[]}', "\u0000"])(
    "of the whole file (%j) is said, and it is written anew",
    async (text) => {
      const file = new MemoryFile(text);
      const { state, notices } = await opened(file);
      state.remember("prod", { namespace: "shop" });
      await state.close();

      expect(notices).toEqual([`${path} is damaged: remembered namespaces are lost, the file will be written anew`]);
      expect(file.contexts).toEqual({ prod: { namespace: "shop", recent: [] } });
    },
  );

  test("of a part leaves that part out", async () => {
    const { state, notices } = await opened(
      holding({
        prod: {
          namespace: 5,
          recent: [
            { name: "shop", usedAt: 1 },
            { name: 7, usedAt: 1 },
            { name: "web" },
            "x",
            { name: "\u001b[2J", usedAt: 1 },
          ],
          sort: { column: "age", direction: "sideways" },
        },
        dev: "x",
        odd: { namespace: "../../nodes", recent: {} },
      }),
    );

    expect(state.of("prod")).toEqual({ ...nothing, recent: [{ name: "shop", usedAt: 1 }] });
    expect(state.of("dev")).toEqual(nothing);
    expect(state.of("odd")).toEqual(nothing);
    expect(notices).toEqual([]);
  });

  test("a file that cannot be read is not called damaged", async () => {
    const file = new MemoryFile();
    file.read = () => Promise.reject(new Error("EACCES: permission denied"));

    expect((await opened(file)).notices).toEqual([`cannot read what is remembered: EACCES: permission denied`]);
  });

  test("a file that cannot be written is said once, and stops nothing", async () => {
    const file = new MemoryFile();
    file.trouble = new Error("EROFS: read-only file system");
    const { clock, state, notices } = await opened(file);
    state.remember("prod", { namespace: "shop" });
    await clock.advance(1_000);
    state.remember("prod", { namespace: "web" });
    await state.close();

    expect(notices).toEqual(["cannot remember namespaces: EROFS: read-only file system"]);
    expect(state.of("prod").namespace).toBe("web");
  });
});

describe("recent namespaces", () => {
  const after = (...names: readonly string[]) =>
    names.reduce<readonly RecentNamespace[]>((recent, name, index) => withRecent(recent, name, index), []);
  const placesAfter = (...names: readonly string[]) => after(...names).map(({ name }) => name);
  const nine = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];

  test("take the next free place and keep it", () => {
    expect(placesAfter("a", "b", "a", "c", "b")).toEqual(["a", "b", "c"]);
  });

  test("take the place of the one unused longest when all nine are taken", () => {
    expect(placesAfter(...nine, "a", "j")).toEqual(["a", "j", "c", "d", "e", "f", "g", "h", "i"]);
    expect(placesAfter(...nine, "a", "b", "j", "k")).toEqual(["a", "b", "j", "k", "e", "f", "g", "h", "i"]);
  });
});
