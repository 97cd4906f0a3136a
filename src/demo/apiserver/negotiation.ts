import { StatusError } from "./statusError.ts";

export const formats = ["json", "yaml", "protobuf"] as const;

export type Format = (typeof formats)[number];

/** What a client accepts and this server can give. */
export interface MediaType {
  readonly format: Format;
  /** Another form of the object: `as=Table;v=v1;g=meta.k8s.io`. */
  readonly as: ObjectForm | undefined;
}

export interface ObjectForm {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
}

/** The types of bodies by format, as the server lists them. */
export const mediaTypes: Readonly<Record<Format, string>> = {
  json: "application/json",
  yaml: "application/yaml",
  protobuf: "application/vnd.kubernetes.protobuf",
};

export interface Offer {
  /** In the order in which they are preferred and named. */
  readonly formats: readonly Format[];
  /** Events of a watch, which have a type of their own. */
  readonly isStream: boolean;
  /** Can it be had in this form? */
  hasForm(form: ObjectForm, format: Format): boolean;
}

/**
 * The first type that a client accepts and the server has; `` is whatever it likes (apiserver
 * pkg/endpoints/handlers/negotiation).
 * @throws StatusError NotAcceptable
 */
export function negotiate(accept: string, offer: Offer): MediaType {
  const [first = "json"] = offer.formats;
  if (isAnything(accept)) return { format: first, as: undefined };
  for (const { type, parameters } of clausesOf(accept)) {
    const format = offer.formats.find((candidate) => type === "*/*" || type === mediaTypes[candidate]);
    if (format === undefined || !hasStream(parameters.get("stream") ?? "", format)) continue;
    const as = formOf(parameters);
    if (as === undefined || offer.hasForm(as, format)) return { format, as };
  }
  const suffix = offer.isStream ? streamSuffix : "";
  const accepted = offer.formats.map((format) => mediaTypes[format] + suffix).join(", ");
  throw new StatusError("NotAcceptable", `only the following media types are accepted: ${accepted}`);
}

/** Before anything is done: does the client accept any format at all? @throws StatusError NotAcceptable */
export function checkAccept(accept: string, verb: string): void {
  if (isAnything(accept)) return;
  const isKnown = (type: string) => type === "*/*" || formats.some((format) => mediaTypes[format] === type);
  if (clausesOf(accept).some(({ type }) => isKnown(type))) return;
  const streams = [mediaTypes.json, mediaTypes.protobuf].map((type) => type + streamSuffix);
  const isCollection = verb === "list" || verb === "watch";
  const available = [...formats.map((format) => mediaTypes[format]), ...(isCollection ? streams : [])].join(", ");
  throw new StatusError("NotAcceptable", `406: Not Acceptable\n\nAvailable representations: ${available}`, {});
}

const streamSuffix = ";stream=watch";

function isAnything(accept: string): boolean {
  return accept.trim() === "";
}

/** Nobody streams YAML. */
function hasStream(stream: string, format: Format): boolean {
  return stream === "" || (stream === "watch" && format !== "yaml");
}

interface Clause {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Best first: by `q`, then as they came. */
function clausesOf(accept: string): readonly Clause[] {
  const clauses = accept.split(",").map((clause) => {
    const [type = "", ...parameters] = clause.split(";").map((part) => part.trim());
    return { type, parameters: new Map(parameters.map(pairOf)) };
  });
  const qualityOf = ({ parameters }: Clause) => Number(parameters.get("q") ?? 1);
  return clauses.sort((one, other) => qualityOf(other) - qualityOf(one));
}

function pairOf(parameter: string): readonly [string, string] {
  const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
  return [name, value];
}

function formOf(parameters: ReadonlyMap<string, string>): ObjectForm | undefined {
  const kind = parameters.get("as");
  return kind === undefined
    ? undefined
    : { kind, group: parameters.get("g") ?? "", version: parameters.get("v") ?? "" };
}
