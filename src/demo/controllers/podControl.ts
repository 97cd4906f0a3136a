import { pods } from "../apiserver/resources/pods.ts";
import { StatusError } from "../apiserver/statusError.ts";
import type { ApiClient } from "../client.ts";
import type { EventRecorder } from "../eventRecorder.ts";
import type { KubeObject, ObjectMeta } from "../objects/kubeObject.ts";
import { controllerReference } from "../objects/ownership.ts";
import type { Pod, PodTemplate } from "../objects/pod.ts";

/** Makes and ends the pods of workloads, and says so in their events (kubernetes pkg/controller RealPodControl). */
export class PodControl {
  readonly #client: ApiClient;
  readonly #recorder: EventRecorder;

  constructor(client: ApiClient, recorder: EventRecorder) {
    this.#client = client;
    this.#recorder = recorder;
  }

  /** @throws StatusError what the API server says against it, after an event that says so */
  create(owner: KubeObject, { metadata = {}, spec }: PodTemplate, extra: Partial<ObjectMeta> = {}): Pod {
    const { labels, annotations, finalizers } = metadata;
    const { name, namespace } = owner.metadata;
    try {
      const pod = this.#client.create(pods, {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
          generateName: `${name}-`,
          ...(namespace === undefined ? {} : { namespace }),
          ...(labels === undefined ? {} : { labels }),
          ...(annotations === undefined ? {} : { annotations }),
          ...(finalizers === undefined ? {} : { finalizers }),
          ownerReferences: [controllerReference(owner)],
          ...extra,
        },
        spec,
        status: {},
      });
      this.#say(owner, "Normal", "SuccessfulCreate", `Created pod: ${pod.metadata.name}`);
      return pod;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      this.#say(owner, "Warning", "FailedCreate", `Error creating: ${error.message}`);
      throw error;
    }
  }

  delete(owner: KubeObject, { metadata }: Pod): void {
    this.#client.delete(pods, metadata, { preconditions: { uid: metadata.uid } });
    this.#say(owner, "Normal", "SuccessfulDelete", `Deleted pod: ${metadata.name}`);
  }

  #say(owner: KubeObject, type: "Normal" | "Warning", reason: string, message: string): void {
    this.#recorder.record(owner, { type, reason, message });
  }
}
