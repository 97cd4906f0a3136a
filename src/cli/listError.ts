import { KubeError } from "../kube/kubeError.ts";
import { fieldTermsFrom } from "../resources/fieldSelector.ts";
import { labelSelectorFrom } from "../resources/labelSelector.ts";
import { SelectorError } from "../resources/selectorError.ts";
import type { ScopeFlags } from "./arguments.ts";

type Selectors = ScopeFlags["selectors"];

/** Refuses selectors that no server can read, before one is asked, in the words that kubectl would have brought back. @throws KubeError */
export function checkServerSelectors(selectors: Selectors): void {
  try {
    labelSelectorFrom(selectors.labels);
    fieldTermsFrom(selectors.fields);
  } catch (error) {
    if (!(error instanceof SelectorError)) throw error;
    const status = { code: 400, reason: "BadRequest", message: error.message, causes: [] };
    throw enhancedListError(new KubeError("unsupported", error.message, { status, cause: error }), selectors);
  }
}

/** What kubectl adds to a list that was refused (cli-runtime pkg/resource, EnhanceListError). */
export function enhancedListError(error: unknown, selectors: Selectors): unknown {
  if (!(error instanceof KubeError)) return error;
  const { status, failure } = error;
  if (status === undefined || (status.reason !== "BadRequest" && status.reason !== "NotFound")) return error;
  const { labels, fields } = selectors;
  const what =
    labels === "" && fields === ""
      ? 'Unable to list "/v1, Resource=pods"'
      : `Unable to find "/v1, Resource=pods" that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}`;
  const message = `${what}: ${status.message}`;
  return new KubeError(failure, message, { status: { ...status, message }, cause: error });
}
