import { goJson } from "../../base/goJson.ts";
import { goYaml } from "../../base/goYaml.ts";
import { plainText } from "../../base/plainText.ts";
import { isObject, type JsonObject } from "../../resources/jsonFields.ts";
import { withoutSecrets } from "../../resources/secretValues.ts";
import { type StyledLine, styled } from "../../table/look.ts";

/** How an object is shown. */
export interface ObjectLook {
  readonly format: "yaml" | "json";
  readonly showsSecrets: boolean;
  readonly showsManagedFields: boolean;
}

/** What is not shown, in words. */
export function secretsWords(masked: number, showsSecrets: boolean): readonly string[] {
  if (showsSecrets) return ["secrets are shown, x masks them"];
  return masked === 0 ? [] : [`${masked} value${masked === 1 ? "" : "s"} masked, x shows`];
}

/** An object as text. */
export interface ObjectText {
  /** For the screen: what is folded has a line that says so. */
  readonly lines: readonly StyledLine[];
  /** To be copied or saved: as kubectl prints it, without what is folded. */
  readonly text: string;
  /** Values that are not shown. */
  readonly masked: number;
}

const writers = { yaml: goYaml, json: (object: unknown) => `${goJson(object)}\n` };

/** Writes an object as kubectl does, with what nobody asked to see folded and masked. */
export function objectText(object: JsonObject, { format, showsSecrets, showsManagedFields }: ObjectLook): ObjectText {
  const { object: open, masked } = showsSecrets ? { object, masked: 0 } : withoutSecrets(object);
  const { metadata } = open;
  const write = writers[format];
  if (showsManagedFields || !isObject(metadata) || !Array.isArray(metadata.managedFields)) {
    return { lines: linesOf(write(open)), text: write(open), masked };
  }
  const { managedFields, ...rest } = metadata;
  const folded = `(${managedFields.length} folded, m opens them)`;
  return {
    lines: linesOf(write({ ...open, metadata: { ...rest, managedFields: folded } })),
    text: write({ ...open, metadata: rest }),
    masked,
  };
}

/** A key with its colon at the start of a line of YAML or JSON. */
const keyOfLine = /^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|[\w./-]+)(:)(?=\s|$)/;

function linesOf(text: string): readonly StyledLine[] {
  return text.trimEnd().split("\n").map(lineOf);
}

/** Keys stand out from what they hold. */
function lineOf(line: string): StyledLine {
  const safe = plainText(line.replaceAll("\t", "    "));
  const [start, indent = "", key = "", colon = ""] = keyOfLine.exec(safe) ?? [];
  if (start === undefined) return [styled(safe)];
  const isFolded = key.includes("managedFields");
  return [
    styled(indent),
    styled(key + colon, { tone: "busy" }),
    styled(safe.slice(start.length), isFolded ? { dim: true } : {}),
  ];
}
