/** What happens in the demo, told side by side on one time line. */
import type { Story } from "../step.ts";
import { catalogRollout } from "./catalogRollout.ts";
import { checkoutRelease } from "./checkoutRelease.ts";
import { debugPod } from "./debugPod.ts";
import { dueJobs } from "./dueJobs.ts";
import { indexerFlaps } from "./indexerFlaps.ts";
import { ledgerMigration } from "./ledgerMigration.ts";
import { memoryPressure } from "./memoryPressure.ts";
import { nodeLoss } from "./nodeLoss.ts";
import { paymentsConfig } from "./paymentsConfig.ts";
import { recommendationsLeak } from "./recommendationsLeak.ts";
import { resizerStart } from "./resizerStart.ts";

export const stories: readonly Story[] = [
  checkoutRelease,
  paymentsConfig,
  dueJobs,
  catalogRollout,
  debugPod,
  nodeLoss,
  resizerStart,
  ledgerMigration,
  memoryPressure,
  recommendationsLeak,
  indexerFlaps,
];
