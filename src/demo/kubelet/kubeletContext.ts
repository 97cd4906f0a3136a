import type { ApiClient } from "../client.ts";
import type { EventRecorder } from "../eventRecorder.ts";
import type { VirtualTime } from "../virtualTime.ts";
import type { ImageCatalogue } from "./imageCatalogue.ts";
import type { Machine } from "./machine.ts";

/** What all kubelets of a cluster share. */
export interface KubeletContext {
  readonly client: ApiClient;
  readonly time: VirtualTime;
  readonly seed: number;
  readonly imageOf: ImageCatalogue;
  readonly recorder: EventRecorder;
  hasConfig: Machine["hasConfig"];
}
