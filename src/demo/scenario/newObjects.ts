import type { NewObject } from "../objects/kubeObject.ts";
import type { Job } from "../objects/workloads.ts";
import { type App, templateOf } from "./world/app.ts";

/** A Job as somebody sends it. */
export function newJob(app: App, version: string, backoffLimit = 6): NewObject<Job> {
  const { namespace, name } = app;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { namespace, name, labels: { app: name } },
    spec: { backoffLimit, completions: 1, parallelism: 1, template: templateOf(app, version) },
    status: {},
  };
}
