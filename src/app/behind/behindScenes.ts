import type { PodRow } from "../../resources/podRow.ts";
import type { Layer } from "../layer.ts";
import { PodFollower } from "../podFollower.ts";
import type { PodViewDeps } from "../podViews.ts";
import { textLayer } from "../text/textLayer.ts";
import { BehindContent } from "./behindContent.ts";

/** Opens the way of the view. `pod` is the one under the cursor. */
export function behindScenes(deps: PodViewDeps, pod: PodRow | undefined): Layer {
  const { navigator, clock } = deps;
  const { session } = navigator.place;
  const read = (row: PodRow, signal: AbortSignal) => navigator.podObject(row, signal);
  const follower = pod && session && new PodFollower(pod, { session, clock, read });
  const parts = { clock, follower, place: () => navigator.place, onMove: navigator.onMove };
  return textLayer((host) => new BehindContent(parts, host), { ...deps, monotonic: () => clock.monotonic() });
}
