import type { ApiRequest } from "../apiRequest.ts";
import type { DeleteOptions } from "../registry.ts";
import { invalidOptions, StatusError } from "../statusError.ts";
import { bodyIn } from "./body.ts";
import { isDryRun } from "./dryRun.ts";
import { wholeNumber } from "./wholeNumber.ts";

const policies: readonly string[] = [
  "Foreground",
  "Background",
  "Orphan",
] satisfies DeleteOptions["propagationPolicy"][];

/** From the body, or from the query when there is none. @throws StatusError BadRequest, Invalid */
export async function deleteOptionsIn(request: ApiRequest): Promise<DeleteOptions> {
  const { query } = request;
  const hasBody = (await request.body()).length > 0;
  const sent = hasBody ? ((await bodyIn(request)) as SentOptions) : optionsOf(query);
  const { kind = "DeleteOptions", gracePeriodSeconds, propagationPolicy, preconditions } = sent;
  if (kind !== "DeleteOptions") {
    const why = `no kind "${kind}" is registered for version "${sent.apiVersion}" in scheme "pkg/runtime/scheme.go:111"`;
    throw new StatusError("BadRequest", why);
  }
  if (gracePeriodSeconds !== undefined && typeof gracePeriodSeconds !== "number") {
    const field = "Go struct field DeleteOptions.gracePeriodSeconds of type int64";
    throw new StatusError("BadRequest", `json: cannot unmarshal ${typeof gracePeriodSeconds} into ${field}`);
  }
  if (propagationPolicy !== undefined && !policies.includes(propagationPolicy)) throw unknownPolicy(propagationPolicy);
  return {
    ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
    ...(propagationPolicy === undefined ? {} : { propagationPolicy }),
    ...(preconditions === undefined ? {} : { preconditions }),
    dryRun: isDryRun(sent.dryRun ?? [], "DeleteOptions"),
  };
}

interface SentOptions extends Omit<DeleteOptions, "dryRun"> {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly dryRun?: readonly string[];
}

function optionsOf(query: URLSearchParams): SentOptions {
  const grace = query.get("gracePeriodSeconds");
  const policy = query.get("propagationPolicy");
  return {
    ...(grace === null ? {} : { gracePeriodSeconds: wholeNumber(grace) }),
    ...(policy === null ? {} : { propagationPolicy: policy as NonNullable<DeleteOptions["propagationPolicy"]> }),
    dryRun: query.getAll("dryRun"),
  };
}

function unknownPolicy(policy: string): StatusError {
  const message = `Unsupported value: ${JSON.stringify(policy)}: supported values: "Foreground", "Background", "Orphan", "nil"`;
  return invalidOptions("DeleteOptions", [{ field: "propagationPolicy", reason: "FieldValueNotSupported", message }]);
}
