import { StatusError } from "./statusError.ts";

export type Format = "json" | "yaml" | "protobuf";

/** What a client accepts and this server can give. */
export interface MediaType {
  readonly format: Format;
  /** Another form of the object: `as=Table;v=v1;g=meta.k8s.io`. */
  readonly as: { readonly kind: string; readonly group: string; readonly version: string } | undefined;
}

/** The types of bodies by format, as the server lists them. */
export const mediaTypes: Readonly<Record<Format, string>> = {
  json: "application/json",
  yaml: "application/yaml",
  protobuf: "application/vnd.kubernetes.protobuf",
};

export const formats = ["json", "yaml", "protobuf"] as const satisfies readonly Format[];

export interface Offer {
  readonly formats: readonly Format[];
  /** `stream=watch` is understood by watches alone. */
  readonly isStream: boolean;
  /** Can it be had in this form? */
  hasForm(as: NonNullable<MediaType["as"]>, format: Format): boolean;
}

/**
 * The first type that a client accepts and the server has; none accepted is JSON (apiserver
 * pkg/endpoints/handlers/negotiation).
 * @throws StatusError NotAcceptable
 */
export function negotiate(accept: string | undefined, offer: Offer): MediaType {
  const [first = "json"] = offer.formats;
  if (accept === undefined || accept.trim() === "") return { format: first, as: undefined };
  for (const { type, parameters } of clausesOf(accept)) {
    const format = offer.formats.find((candidate) => matches(type, mediaTypes[candidate]));
    const stream = parameters.get("stream") ?? "";
    if (format === undefined || (stream !== "" && !(stream === "watch" && offer.isStream))) continue;
    const as = formOf(parameters);
    if (as === undefined || offer.hasForm(as, format)) return { format, as };
  }
  const supported = offer.formats.map((format) => mediaTypes[format]).join(", ");
  throw new StatusError("NotAcceptable", `only the following media types are accepted: ${supported}`);
}

interface Clause {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Best first: by `q`, then as they came. */
function clausesOf(accept: string): readonly Clause[] {
  const clauses = accept.split(",").map((clause) => {
    const [type = "", ...parameters] = clause.split(";").map((part) => part.trim());
    return { type: type.toLowerCase(), parameters: new Map(parameters.map(pairOf)) };
  });
  const qualityOf = ({ parameters }: Clause) => Number(parameters.get("q") ?? 1);
  return clauses.sort((one, other) => qualityOf(other) - qualityOf(one));
}

function pairOf(parameter: string): readonly [string, string] {
  const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
  return [name, value];
}

function matches(type: string, mediaType: string): boolean {
  return type === "*/*" || type === mediaType || (type === "application/*" && mediaType.startsWith("application/"));
}

function formOf(parameters: ReadonlyMap<string, string>): MediaType["as"] {
  const kind = parameters.get("as");
  return kind === undefined
    ? undefined
    : { kind, group: parameters.get("g") ?? "", version: parameters.get("v") ?? "" };
}
