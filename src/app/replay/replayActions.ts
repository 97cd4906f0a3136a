import type { ShownTable } from "../shownTable.ts";
import type { Player } from "./player.ts";
import { replaySpeeds } from "./replayPosition.ts";

/** What keys ask of a replay. */
export interface ReplayActions {
  /** What is shown is a recording. */
  readonly isOn: boolean;
  readonly canBeFaster: boolean;
  readonly canBeSlower: boolean;
  changeSpeed(step: 1 | -1): void;
  /** To a moment that was typed. Returns why it is none. */
  goTo(text: string): string | undefined;
  /** To the first moment at which a pod begins to pass a filter. Returns why it is no filter. */
  find(filter: string): string | undefined;
}

const notOn = "Only a recording has moments to go to: podscope replay FILE";

/** Puts the cursor of `table` on what is found. */
export function replayActions(player: Player | undefined, table: Pick<ShownTable, "moveTo">): ReplayActions {
  player?.found.subscribe(() => {
    const pod = player.found.get();
    if (pod !== undefined) table.moveTo(pod.key);
  });
  const speed = () => player?.position.get().speed ?? 1;
  return {
    isOn: player !== undefined,
    get canBeFaster() {
      return speed() < Math.max(...replaySpeeds);
    },
    get canBeSlower() {
      return speed() > Math.min(...replaySpeeds);
    },
    changeSpeed: (step) => player?.changeSpeed(step),
    goTo: (text) => (player === undefined ? notOn : player.goTo(text)),
    find: (filter) => (player === undefined ? notOn : player.find(filter)),
  };
}
