import { describe } from "vitest";
import { clusterAssets } from "./clusterAssets.ts";

/** `describe` for tests that need a real control plane; where there is none they are counted as skipped. */
export const describeOnCluster = describe.skipIf(clusterAssets === undefined);
