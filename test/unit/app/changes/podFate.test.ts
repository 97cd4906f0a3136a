import { expect, test } from "vitest";
import { fatesOf, listed } from "../../../../src/app/changes/podFate.ts";
import { podRow } from "../../../support/podRow.ts";

test.each([
  { pod: { owner: "ReplicaSet/web-7f9c" }, text: "ReplicaSet/web-7f9c will make another", tone: "normal" },
  { pod: { owner: "ReplicationController/web" }, text: "ReplicationController/web will make another", tone: "normal" },
  { pod: { owner: "StatefulSet/db" }, text: "StatefulSet/db will make it again, under the same name", tone: "normal" },
  { pod: { owner: "DaemonSet/agent", node: "n-1" }, text: "DaemonSet/agent will make another on n-1", tone: "normal" },
  { pod: { owner: "DaemonSet/agent", node: "" }, text: "DaemonSet/agent will make another", tone: "normal" },
  { pod: { owner: "Job/load" }, text: "Job/load tries again if it has tries left", tone: "normal" },
  { pod: { owner: "Job/load", health: "done" }, text: "Job/load is done with it and makes no other", tone: "normal" },
  { pod: { owner: "Node/n-1" }, text: "Node/n-1 runs it from a file, and will show it again", tone: "normal" },
  { pod: { owner: "Workflow/etl" }, text: "Workflow/etl decides whether there will be another", tone: "normal" },
  { pod: { owner: "" }, text: "nothing will make it again: it has no owner", tone: "bad" },
] as const)("of one pod: $text", ({ pod, text, tone }) => {
  expect(fatesOf([podRow(pod)])).toEqual([{ text, tone }]);
});

test.each([
  {
    owners: ["ReplicaSet/a", "ReplicaSet/a", "StatefulSet/b"],
    texts: ["ReplicaSet/a, StatefulSet/b will make others where need be"],
  },
  {
    owners: ["ReplicaSet/a", "", "ReplicaSet/b", "ReplicaSet/c", "ReplicaSet/d", "ReplicaSet/e"],
    texts: [
      "1 has no owner: nothing will make it again",
      "ReplicaSet/a, ReplicaSet/b, ReplicaSet/c and 2 more will make others where need be",
    ],
  },
  {
    owners: ["", "", "ReplicaSet/a"],
    texts: ["2 have no owner: nothing will make them again", "ReplicaSet/a will make others where need be"],
  },
  { owners: ["", ""], texts: ["none of them has an owner: nothing will make them again"] },
])("of pods of $owners: $texts", ({ owners, texts }) => {
  const pods = owners.map((owner, index) => podRow({ name: `p-${index}`, owner }));

  expect(fatesOf(pods).map(({ text }) => text)).toEqual(texts);
});

test("a long list ends with how many are left", () => {
  expect(listed(["a", "b"], 2)).toBe("a, b");
  expect(listed(["a", "b", "c"], 2)).toBe("a, b and 1 more");
});
