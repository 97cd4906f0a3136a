import { describe, expect, test } from "vitest";
import { pods } from "../../../../src/demo/apiserver/resources/pods.ts";
import { jobs } from "../../../../src/demo/apiserver/resources/workloads.ts";
import { startJobController } from "../../../../src/demo/controllers/job/jobController.ts";
import type { Pod, PodTemplate } from "../../../../src/demo/objects/pod.ts";
import type { Job } from "../../../../src/demo/objects/workloads.ts";
import { controlStage, newObject, template } from "../../../support/controlStage.ts";

const migrate = { namespace: "shop", name: "migrate" };

function podTemplate(restartPolicy: "Never" | "OnFailure"): PodTemplate {
  const { metadata, spec } = template({ app: "migrate" });
  return { metadata, spec: { ...spec, restartPolicy } };
}

function stageWith(spec: Partial<Job["spec"]> = {}) {
  const stage = controlStage();
  const { client, settle } = stage;
  client.create(
    jobs,
    newObject<Job>("batch/v1", "Job", "migrate", {
      spec: {
        // As the API server fills in what is left out.
        ...(spec.parallelism === undefined ? { completions: 1, parallelism: 1 } : {}),
        template: podTemplate("Never"),
        ...spec,
      },
    }),
  );
  startJobController(stage.context());
  settle();
  const active = () =>
    stage
      .pods()
      .filter(({ metadata, status }) => status.phase === "Pending" && metadata.deletionTimestamp === undefined);
  return {
    ...stage,
    active,
    change: (change: Partial<Job["spec"]>) => {
      client.update(jobs, migrate, (job) => ({ ...job, spec: { ...job.spec, ...change } }));
      settle();
    },
    /** As a kubelet does it; the oldest of those that run. */
    end: (phase: "Succeeded" | "Failed") => {
      stage.finish(active()[0]?.metadata.name ?? "", phase);
      settle();
    },
    job: () => client.get(jobs, migrate),
    status: () => client.get(jobs, migrate)?.status,
    /** Types of the conditions that hold, with their reasons. */
    holds: () =>
      (client.get(jobs, migrate)?.status.conditions ?? [])
        .filter(({ status }) => status === "True")
        .map(({ type, reason }) => `${type} ${reason}`),
    saidOfJob: () => stage.said().filter((text) => !text.startsWith("Successful")),
  };
}

describe("a Job", () => {
  test("runs a pod with its labels, and counts it", () => {
    const { pods: made, job, said, status } = stageWith();
    const uid = job()?.metadata.uid;
    expect(made()).toMatchObject([
      {
        metadata: {
          name: expect.stringMatching(/^migrate-\w{5}$/),
          labels: { app: "migrate", "batch.kubernetes.io/controller-uid": uid, "job-name": "migrate" },
          finalizers: ["batch.kubernetes.io/job-tracking"],
          ownerReferences: [{ apiVersion: "batch/v1", kind: "Job", name: "migrate", uid, controller: true }],
        },
      },
    ]);
    expect(status()).toEqual({ active: 1, ready: 0, startTime: "2026-01-05T10:00:00Z" });
    expect(said()).toEqual([`SuccessfulCreate: Created pod: ${made()[0]?.metadata.name}`]);
  });

  test("is complete when enough pods have succeeded, and says so", () => {
    const { end, status, saidOfJob, pods: made, wait } = stageWith();
    wait(20);
    end("Succeeded");
    const met = {
      status: "True",
      reason: "CompletionsReached",
      message: "Reached expected number of succeeded pods",
      lastProbeTime: "2026-01-05T10:00:20Z",
      lastTransitionTime: "2026-01-05T10:00:20Z",
    };
    expect(status()).toEqual({
      succeeded: 1,
      ready: 0,
      startTime: "2026-01-05T10:00:00Z",
      completionTime: "2026-01-05T10:00:20Z",
      conditions: [
        { type: "SuccessCriteriaMet", ...met },
        { type: "Complete", ...met },
      ],
    });
    expect(saidOfJob()).toEqual(["Completed: Job completed"]);
    expect(made()[0]?.metadata).not.toHaveProperty("finalizers");
  });

  test("runs as many at once as it may, and no more than are left to do", () => {
    const { active, end, holds } = stageWith({ completions: 3, parallelism: 2 });
    const running = [active().length];
    for (const _ of [1, 2, 3]) {
      end("Succeeded");
      running.push(active().length);
    }
    expect(running).toEqual([2, 2, 1, 0]);
    expect(holds()).toContain("Complete CompletionsReached");
  });

  test("without a number of completions is done when one has succeeded and all have ended", () => {
    const { active, end, holds } = stageWith({ parallelism: 2 });
    expect(active()).toHaveLength(2);
    end("Succeeded");
    expect([active().length, holds()]).toEqual([1, []]);
    end("Succeeded");
    expect(holds()).toContain("Complete CompletionsReached");
  });

  test("ends pods that are too many", () => {
    const { change, active } = stageWith({ completions: 5, parallelism: 4 });
    change({ parallelism: 1 });
    expect(active()).toHaveLength(1);
  });
});

describe("a Job whose pods fail", () => {
  test("tries again after a wait that doubles", () => {
    const { end, active, wait } = stageWith();
    const tries = [10, 20, 40].map((seconds) => {
      end("Failed");
      wait(seconds - 1);
      const before = active().length;
      wait(1);
      return [before, active().length];
    });
    expect(tries).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
  });

  test("tries again after the first wait when one has succeeded since", () => {
    const { end, active, wait } = stageWith({ completions: 2, parallelism: 1 });
    end("Failed");
    wait(10);
    end("Failed");
    wait(20);
    end("Succeeded");
    wait(60);
    end("Failed");
    wait(9);
    expect(active()).toHaveLength(0);
    wait(1);
    expect(active()).toHaveLength(1);
  });

  test("is given up beyond its limit, and says so", () => {
    const { end, wait, holds, saidOfJob, status, active } = stageWith({ backoffLimit: 1 });
    end("Failed");
    wait(10);
    end("Failed");
    expect(holds()).toEqual(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"]);
    expect(status()).toMatchObject({ failed: 2 });
    expect(status()).not.toHaveProperty("completionTime");
    expect(saidOfJob()).toEqual(["BackoffLimitExceeded: Job has reached the specified backoff limit"]);
    wait(1000);
    expect(active()).toEqual([]);
  });

  test("waits, decided, until the pods that it ends are gone", () => {
    const {
      end,
      client,
      holds,
      pods: all,
      settle,
      active,
    } = stageWith({ completions: 2, parallelism: 2, backoffLimit: 0 });
    const second = active()[1] as Pod;
    const running = second.metadata.name;
    client.bind(second, "node-1");
    end("Failed");
    expect(holds()).toEqual(["FailureTarget BackoffLimitExceeded"]);
    expect(all().find(({ metadata }) => metadata.name === running)?.metadata.deletionTimestamp).toBeDefined();
    client.delete(pods, { namespace: "shop", name: running }, { gracePeriodSeconds: 0 });
    settle();
    expect(holds()).toEqual(["FailureTarget BackoffLimitExceeded", "Failed BackoffLimitExceeded"]);
  });

  test("counts one that is deleted as failed, lets it go, and replaces it", () => {
    const { client, podNames, status, settle, active } = stageWith();
    const [deleted = ""] = podNames();
    client.delete(pods, { namespace: "shop", name: deleted });
    settle();
    expect(status()).toMatchObject({ active: 1, failed: 1 });
    expect(podNames()).not.toContain(deleted);
    expect(active()).toHaveLength(1);
  });

  test("counts a failed pod once, though it is removed", () => {
    const { client, end, status, wait, podNames } = stageWith();
    end("Failed");
    client.delete(pods, { namespace: "shop", name: podNames()[0] ?? "" });
    wait(10);
    end("Failed");
    expect(status()).toMatchObject({ failed: 2 });
  });

  test("counts restarts when they are restarted in place", () => {
    const { spec } = podTemplate("OnFailure");
    const { setPod, podNames, settle, holds } = stageWith({ backoffLimit: 2, template: { spec } });
    const restarted = (restartCount: number) => {
      setPod(podNames()[0] ?? "", (pod) => ({
        ...pod,
        status: {
          ...pod.status,
          containerStatuses: [
            { name: "web", image: "", imageID: "", ready: false, restartCount, state: {}, lastState: {} },
          ],
        },
      }));
      settle();
    };
    restarted(1);
    expect(holds()).toEqual([]);
    restarted(2);
    expect(holds()).toContain("FailureTarget BackoffLimitExceeded");
  });
});

test("a Job that takes too long is given up at its deadline", () => {
  const { wait, holds, saidOfJob, status, pods: all } = stageWith({ activeDeadlineSeconds: 30 });
  wait(29);
  expect(holds()).toEqual([]);
  wait(1);
  expect(holds()).toEqual(["FailureTarget DeadlineExceeded", "Failed DeadlineExceeded"]);
  expect(saidOfJob()).toEqual(["DeadlineExceeded: Job was active longer than specified deadline"]);
  expect(status()).toMatchObject({ failed: 1 });
  expect(all()).toEqual([]);
});

test("a suspended Job runs nothing until it is resumed, and starts anew then", () => {
  const { change, active, holds, saidOfJob, status, wait } = stageWith();
  change({ suspend: true });
  expect([active().length, holds()]).toEqual([0, ["Suspended JobSuspended"]]);
  expect(status()).not.toHaveProperty("startTime");
  wait(60);
  change({ suspend: false });
  expect([active().length, holds()]).toEqual([1, []]);
  expect(status()?.startTime).toBe("2026-01-05T10:01:00Z");
  expect(saidOfJob()).toEqual(["Suspended: Job suspended", "Resumed: Job resumed"]);
});

test.each(["Succeeded", "Failed"] as const)("a Job that %s goes when its time after that is over", (phase) => {
  const { end, job, wait } = stageWith({ backoffLimit: 0, ttlSecondsAfterFinished: 60 });
  end(phase);
  wait(59);
  expect(job()?.metadata.deletionTimestamp).toBeUndefined();
  wait(1);
  expect(job()?.metadata).toMatchObject({ finalizers: ["foregroundDeletion"] });
});

test("a Job that is to go runs nothing more", () => {
  const { client, end, active, wait } = stageWith();
  client.delete(jobs, migrate, { propagationPolicy: "Foreground" });
  end("Failed");
  wait(100);
  expect(active()).toEqual([]);
});

test("pods of a Job that is gone wait for nobody", () => {
  const { client, podNames, pods: all, settle } = stageWith();
  client.delete(jobs, migrate);
  settle();
  expect(all()[0]?.metadata).not.toHaveProperty("finalizers");
  client.delete(pods, { namespace: "shop", name: podNames()[0] ?? "" });
  expect(podNames()).toEqual([]);
});

test("a Job that is over is written no more", () => {
  const { end, context, settle, wait, writesOf } = stageWith();
  end("Succeeded");
  expect(
    writesOf(() => {
      startJobController(context());
      settle();
      wait(10_000);
    }),
  ).toBe(0);
});
