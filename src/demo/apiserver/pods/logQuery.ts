import { isTrue } from "../requestInfo.ts";
import { pods } from "../resources/pods.ts";
import { type FieldProblem, invalid } from "../statusError.ts";
import { forbiddenField, invalidValue } from "../validation/fieldProblems.ts";

/** What is asked of a log (core/v1 PodLogOptions). */
export interface LogQuery {
  /** Empty: the only one. */
  readonly container: string;
  readonly isPrevious: boolean;
  readonly follows: boolean;
  readonly hasTimestamps: boolean;
  /** Ms since the Unix epoch. */
  readonly since: number | undefined;
  readonly tailLines: number | undefined;
  readonly limitBytes: number | undefined;
}

/** @param now ms since the Unix epoch. @throws StatusError Invalid */
export function logQueryOf(query: URLSearchParams, now: number): LogQuery {
  const problems = problemsOf(query);
  if (problems.length > 0) throw invalid({ ...pods, kind: "PodLogOptions" }, "", problems);
  const sinceSeconds = numberOf(query, "sinceSeconds");
  const sinceTime = query.get("sinceTime");
  return {
    container: query.get("container") ?? "",
    isPrevious: isTrue(query.get("previous")),
    follows: isTrue(query.get("follow")),
    hasTimestamps: isTrue(query.get("timestamps")),
    since:
      sinceSeconds !== undefined ? now - sinceSeconds * 1000 : sinceTime === null ? undefined : Date.parse(sinceTime),
    tailLines: numberOf(query, "tailLines"),
    limitBytes: numberOf(query, "limitBytes"),
  };
}

/** (kubernetes pkg/apis/core/validation ValidatePodLogOptions) */
function problemsOf(query: URLSearchParams): readonly FieldProblem[] {
  const least = (name: string, from: number, detail: string) => {
    const value = numberOf(query, name);
    return value === undefined || value >= from ? [] : [invalidValue(name, value, detail)];
  };
  const areBoth = query.has("sinceSeconds") && query.has("sinceTime");
  return [
    ...least("tailLines", 0, "must be greater than or equal to 0"),
    ...least("limitBytes", 1, "must be greater than 0"),
    ...(areBoth ? [forbiddenField("", "at most one of `sinceTime` or `sinceSeconds` may be specified")] : []),
    ...least("sinceSeconds", 1, "must be greater than 0"),
  ];
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  return text === null || text === "" ? undefined : Number(text);
}
