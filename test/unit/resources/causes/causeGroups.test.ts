import { describe, expect, test } from "vitest";
import { type CauseGroup, CauseGroups } from "../../../../src/resources/causes/causeGroups.ts";
import { sharedWords, sinceWords, workloadWords } from "../../../../src/resources/causes/groupWords.ts";
import { sharedTraits } from "../../../../src/resources/causes/sharedTraits.ts";
import { TraitCounts } from "../../../../src/resources/causes/traitCounts.ts";
import type { Unhealthy } from "../../../../src/resources/health/podHealth.ts";
import type { PodRow } from "../../../../src/resources/podRow.ts";
import type { RowDelta } from "../../../../src/table/rowStore.ts";
import { podRow, unhealthy } from "../../../support/podRow.ts";
import { randomFrom } from "../../../support/randomFrom.ts";

process.env.TZ = "UTC";

const now = Date.UTC(2026, 0, 5, 14, 8, 0);
const minute = 60_000;

const add = (row: PodRow) => ({ kind: "add", row }) as const;
const groupsOf = (...rows: readonly PodRow[]) => {
  const groups = new CauseGroups();
  groups.apply(rows.map(add));
  return groups;
};

/** Pod `index` of a revision of a Deployment. */
function podOf(app: string, hash: string, index: number, change: Partial<PodRow> = {}): PodRow {
  return podRow({
    name: `${app}-${hash}-${index}`,
    owner: `ReplicaSet/${app}-${hash}`,
    labels: `app=${app},pod-template-hash=${hash}`,
    images: `registry.demo/${app}:${hash}`,
    node: `n${index % 3}`,
    createdAt: now - (index + 1) * minute,
    ...change,
  });
}
const some = (count: number, of: (index: number) => PodRow) => Array.from({ length: count }, (_, index) => of(index));
const pull = (cause: string, began = now - 6 * minute) => unhealthy("broken", cause, { began });

describe("groups of unhealthy pods", () => {
  test("have the same cause, the worst and largest first, and say whose they are and since when", () => {
    const groups = groupsOf(
      ...some(3, (index) =>
        podOf(`app${index}`, "a1", index, pull("pull: manifest unknown base:v2", now - (index + 4) * minute)),
      ),
      ...some(5, (index) => podOf("slow", "b2", index, unhealthy("slow", "ContainerCreating"))),
      podOf("single", "c3", 0, pull("exit 1")),
      podOf("well", "d4", 0),
      podRow({ name: "done", health: "done" }),
    ).groups();

    expect(groups.map(({ cause, health, count }) => [cause, health, count])).toEqual([
      ["pull: manifest unknown base:v2", "broken", 3],
      ["exit 1", "broken", 1],
      ["ContainerCreating", "slow", 5],
    ]);
    expect(groups.map(workloadWords)).toEqual(["3 deployments", "deployment shop/single", "deployment shop/slow"]);
    expect(groups.map((group) => sinceWords(group, now))).toEqual(["since 14:02 (6m)", "since 14:02 (6m)", ""]);
  });

  test("say the date of what began on another day", () => {
    expect(sinceWords({ since: now - 24 * 60 * minute }, now)).toBe("since 2026-01-04 14:08 (24h)");
  });

  test("name a Deployment once for several of its revisions, and pods of their own", () => {
    const [group] = groupsOf(
      podOf("web", "a1", 0, pull("exit 1")),
      podOf("web", "b2", 0, pull("exit 1")),
      podRow({ name: "lonely", owner: "", ...pull("exit 1") }),
    ).groups();

    expect(group && workloadWords(group)).toBe("1 deployment, 1 pod");
  });

  test("go with their last pod", () => {
    const row = podOf("web", "a1", 0, pull("exit 1"));
    const groups = groupsOf(row);
    groups.apply([{ kind: "change", before: row, row: { ...row, health: "ok", troubles: [] } }]);

    expect(groups.groups()).toEqual([]);
  });
});

describe("what the pods of a group share", () => {
  const wordsOf = (...rows: readonly PodRow[]) => {
    const traits = new TraitCounts();
    traits.apply(rows.map(add));
    return groupsOf(...rows)
      .groups()
      .flatMap((group) => sharedWords(group, sharedTraits(group, traits), now));
  };
  const broken = (count: number, change: Partial<PodRow> = {}) =>
    some(count, (index) => podOf("web", "7f9c", index, { ...pull("exit 1"), ...change }));

  test("is their revision, and how the others of the workload are", () => {
    expect(wordsOf(...broken(6), ...some(8, (index) => podOf("web", "6b1d", index)))).toEqual([
      "6 of 6 on revision 7f9c (oldest 6m), revision 6b1d 8 of 8 fine",
    ]);
  });

  test("is no revision that a healthy pod has too", () => {
    expect(wordsOf(...broken(6), podOf("web", "7f9c", 6))).toEqual([]);
  });

  test("is nothing for fewer than three", () => {
    expect(wordsOf(...broken(2), ...some(8, (index) => podOf("web", "6b1d", index)))).toEqual([]);
  });

  test("counts the unhealthy of other groups to the revision", () => {
    expect(wordsOf(...broken(3), podOf("web", "7f9c", 9, pull("exit 2")))).toEqual([
      "3 of 4 on revision 7f9c, none of them well",
    ]);
  });

  test("is an image across workloads", () => {
    const images = "registry.demo/base:v2";
    const rows = some(3, (index) => podOf(`app${index}`, "a1", index, { ...pull("exit 1"), images }));

    expect(wordsOf(...rows, podOf("web", "6b1d", 0), podOf("web", "6b1d", 1), podOf("web", "6b1d", 2))).toEqual([
      "all with image base:v2, with which no pod is well",
    ]);
    expect(wordsOf(...rows, ...some(3, (index) => podOf("web", "6b1d", index, { images })))).toEqual([]);
  });

  test("is a node where no pod is well", () => {
    const rows = some(3, (index) => podOf(`app${index}`, "a1", index, { ...pull("exit 1"), node: "n9" }));
    const others = some(3, (index) => podOf(`app${index}`, "a1", 7, { node: `n${index}` }));

    expect(wordsOf(...rows, ...others)).toEqual(["all on node n9, where no pod is well"]);
    expect(wordsOf(...rows, ...others, podOf("db", "b2", 0, { node: "n9" }))).toEqual([]);
  });

  describe("is a zone", () => {
    const inZone = (zone: string, change: Partial<PodRow>) => ({
      ...change,
      labels: `app=x,topology.kubernetes.io/zone=${zone},version=1`,
    });
    const rows = some(3, (index) => podOf(`app${index}`, "a1", index, inZone("eu-1b", pull("exit 1"))));
    const others = some(3, (index) => podOf(`app${index}`, "a1", index, inZone("eu-1a", { name: `well-${index}` })));

    test("where all of them are, and no pod is well", () => {
      expect(wordsOf(...rows, ...others)).toEqual(["all in zone eu-1b, where no pod is well"]);
    });

    test.each([
      { what: "a healthy pod is there", row: podOf("app7", "a1", 7, inZone("eu-1b", {})) },
      { what: "a healthy pod does not say where it is", row: podOf("app7", "a1", 7) },
    ])("but not when $what", ({ row }) => {
      expect(wordsOf(...rows, ...others, row)).toEqual([]);
    });

    test("but not where it is a single node", () => {
      const onOne = rows.map((row) => ({ ...row, node: "n9" }));
      expect(wordsOf(...onOne, ...others)).toEqual(["all on node n9, where no pod is well"]);
    });
  });

  test("is a namespace only where nothing closer is shared", () => {
    const rows = some(3, (index) => podOf(`app${index}`, "a1", index, pull("exit 1")));
    const others = some(3, (index) => podOf(`app${index}`, "a1", index, { namespace: "other" }));

    expect(wordsOf(...rows, ...others)).toEqual(["all in namespace shop, where no pod is well"]);
  });
});

const factsOf = ({ cause, health, count, workloads, since, begun }: CauseGroup) => {
  return { cause, health, count, workloads: new Map(workloads), since, begun: new Map(begun) };
};

/** What the groups must be, by looking at all pods for each question. */
function groupsByHand(rows: readonly PodRow[]): unknown {
  const unwell = rows.filter(({ health }) => health !== "ok" && health !== "done");
  const causes = new Set(unwell.map(({ troubles }) => troubles[0]?.cause));
  const traits = {
    revision: ({ namespace, owner, labels }: PodRow) => `${namespace} ${owner} ${labels}`,
    image: ({ images }: PodRow) => images,
    node: ({ node }: PodRow) => node,
    namespace: ({ namespace }: PodRow) => namespace,
  };
  return Object.fromEntries(
    [...causes].map((cause) => {
      const pods = unwell.filter(({ troubles }) => troubles[0]?.cause === cause);
      const claims = Object.entries(traits)
        .filter(([, of]) => {
          const [first] = pods;
          const value = first && of(first);
          const isCommon = pods.length >= 3 && value !== "" && pods.every((row) => of(row) === value);
          return isCommon && !rows.some((row) => row.health === "ok" && of(row) === value);
        })
        .map(([name]) => name);
      const closest = claims.filter((name) => name !== "image" || !claims.includes("revision"));
      const said = closest.length > 1 ? closest.filter((name) => name !== "namespace") : closest;
      return [cause, { pods: pods.map(({ key }) => key).sort(), said }];
    }),
  );
}

test("kept up change by change they are what looking at all pods would find (seeded)", () => {
  const random = randomFrom(11);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const healths: readonly (Unhealthy | "ok" | "done")[] = ["ok", "ok", "done", "broken", "broken", "slow"];
  for (let world = 0; world < 12; world++) {
    const rows = new Map<string, PodRow>();
    const groups = new CauseGroups();
    const traits = new TraitCounts();
    // Few values make common ones likely.
    const count = 1 + Math.floor(random() * 3);
    const values = (prefix: string) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
    for (let round = 0; round < 300; round++) {
      const deltas: RowDelta<PodRow>[] = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        const name = `p${Math.floor(random() * 14)}`;
        const key = `shop/${name}`;
        const before = rows.get(key);
        const health = pick(healths);
        const hash = pick(values("r"));
        const row = podRow({
          name,
          owner: `ReplicaSet/web-${hash}`,
          labels: `pod-template-hash=${hash}`,
          images: pick(values("i")),
          node: pick(["", ...values("n")]),
          ...(health === "ok" || health === "done"
            ? { health }
            : unhealthy(health, pick(values("cause")), { began: pick([Number.NaN, now, now - minute]) })),
        });
        if (before !== undefined && random() < 0.3) {
          rows.delete(key);
          return { kind: "remove", row: before };
        }
        rows.set(key, row);
        return before === undefined ? add(row) : { kind: "change", before, row };
      });
      groups.apply(deltas);
      traits.apply(deltas);

      const found = groups.groups().map((group) => {
        const said = sharedTraits(group, traits).map(({ trait }) => trait);
        return [group.cause, { pods: group.pods.map(({ key }) => key), said }];
      });
      expect(Object.fromEntries(found)).toEqual(groupsByHand([...rows.values()]));
      const anew = groupsOf(...rows.values());
      expect(groups.groups().map(factsOf)).toEqual(anew.groups().map(factsOf));
      expect(groups.count).toBe(anew.count);
      for (const group of groups.groups()) {
        for (const claim of sharedTraits(group, traits)) {
          if (claim.trait !== "revision") continue;
          const unwell = (hash: string) =>
            [...rows.values()].filter(({ owner, health }) => owner === `ReplicaSet/web-${hash}` && health !== "done");
          expect(claim.of).toBe(unwell(claim.revision.hash).length);
          for (const other of claim.others) {
            const all = unwell(other.hash);
            expect([other.of, other.well]).toEqual([all.length, all.filter(({ health }) => health === "ok").length]);
          }
        }
      }
    }
  }
});
