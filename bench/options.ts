import { parseArgs } from "node:util";

/** The families of figures, in the order in which they are measured. */
export const familyNames = [
  "start",
  "list",
  "get",
  "rest",
  "filter",
  "triage",
  "logs",
  "changes",
  "keys",
  "time",
] as const;
export type FamilyName = (typeof familyNames)[number];

export interface BenchOptions {
  readonly families: readonly FamilyName[];
  /** Small and short, to see that everything works: its figures prove nothing. */
  readonly quick: boolean;
  /** Where the raw results go. */
  readonly json: string | undefined;
  /** Keeps the control plane's data there, so that the next run need not load the pods again. */
  readonly dir: string | undefined;
}

export const usage = `npm run bench -- [--quick] [--only ${familyNames.join("|")}]... [--json FILE] [--dir DIR]`;

/** @throws Error with a sentence for people when an option is not understood. */
export function optionsFrom(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      json: { type: "string" },
      dir: { type: "string" },
    },
  });
  const unknown = values.only.find((name) => !familyNames.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`there is no family ${unknown}; there are ${familyNames.join(", ")}`);
  return {
    families: values.only.length === 0 ? familyNames : familyNames.filter((name) => values.only.includes(name)),
    quick: values.quick,
    json: values.json,
    dir: values.dir,
  };
}
