import { expect, test } from "vitest";
import { deletionReport } from "../../../../src/app/changes/deletionReport.ts";
import type { Failing } from "../../../../src/app/changes/failureWords.ts";
import { podRow } from "../../../support/podRow.ts";

const gone: Failing = { kind: "gone", words: "It was gone already." };
const refused: Failing = { kind: "refused", words: "Cannot evict it." };
const unknown: Failing = { kind: "unknown", words: "Nobody knows." };

const reported = (failings: readonly (Failing | undefined)[], way: "delete" | "evict" | "now" = "delete") =>
  deletionReport(
    failings.map((failing, index) => ({ pod: podRow({ name: `web-${index}` }), failing })),
    way,
  );

test.each([
  { failings: [undefined], way: "delete", text: "shop/web-0 is on its way: its row shows how far." },
  { failings: [undefined], way: "now", text: "shop/web-0 is gone." },
  { failings: [undefined, undefined], way: "evict", text: "The server has accepted it: 2 pods evicted." },
] as const)("what went well is one line: $text", ({ failings, way, text }) => {
  expect(reported(failings, way)).toEqual({ text, details: undefined });
});

test.each([
  { failings: [refused], text: "Not deleted: shop/web-0" },
  { failings: [gone], text: "Not deleted: shop/web-0" },
  { failings: [unknown], text: "Not known whether shop/web-0 was deleted" },
  { failings: [undefined, refused, undefined, refused], text: "2 of 4 deleted, 2 refused" },
  { failings: [unknown, gone, refused], text: "0 of 3 deleted, 1 refused, 1 gone already, 1 not known" },
])("what did not is counted: $text", ({ failings, text }) => {
  expect(reported(failings)).toMatchObject({ text: `${text}.`, details: { title: text } });
});

test("each reason stands once, the most frequent first, with the first pods that it is of", () => {
  const { details } = reported([refused, gone, refused, refused, refused, undefined]);

  expect(details?.facts.map(({ name, text }) => `${name}: ${text}`)).toEqual([
    "4: shop/web-0, shop/web-2, shop/web-3 and 1 more: Cannot evict it.",
    "1: shop/web-1: It was gone already.",
  ]);
  expect(details?.tone).toBe("bad");
  expect(reported([gone, undefined]).details?.tone).toBe("warning");
});
