import { newPodTable } from "./app/podTable.ts";
import { Player } from "./app/replay/player.ts";
import { ReplayConnection } from "./app/replay/replayConnection.ts";
import { replayMark } from "./app/replay/replayWords.ts";
import { textInMemory } from "./app/textFiles.ts";
import { systemClock } from "./base/clock.ts";
import { systemTimers } from "./base/framePacer.ts";
import type { ReplayFlags } from "./cli/replayFlags.ts";
import { RecordingError } from "./recording/recordingError.ts";
import { RecordingFile } from "./recording/recordingFile.ts";
import { Timeline } from "./recording/timeline.ts";
import { type Replay, runDashboard } from "./runDashboard.ts";

/** Runs `podscope replay` until a person or a signal ends it. Returns the exit code. */
export async function runReplay(flags: ReplayFlags, version: string): Promise<number> {
  try {
    const file = await RecordingFile.open(flags.path);
    const timeline = await Timeline.of(file);
    const { place, at } = await timeline.seek(timeline.startsAt);
    return await runDashboard(flags.dashboard, version, {
      mark: replayMark(place.context, at, systemClock.now()),
      ready: Promise.resolve(),
      // Nothing of it is remembered: the contexts are somebody else's.
      stateFiles: textInMemory(JSON.stringify({ version: 1, contexts: {} })),
      ownContexts: [],
      replay: replayOf(flags, file, timeline),
    });
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    process.stderr.write(`podscope: ${error.message}\n`);
    return 1;
  }
}

function replayOf({ speed, at, find, holds }: ReplayFlags, file: RecordingFile, timeline: Timeline): Replay {
  let say: (text: string) => void = () => {};
  const connection = new ReplayConnection(newPodTable, async () => {
    await player.close();
    await file.close();
  });
  const player = new Player({
    timeline,
    clock: systemClock,
    timers: systemTimers,
    speed,
    show: (moment) => connection.show(moment),
    say: (text) => say(text),
  });
  return {
    player,
    connect: async (dashboard) => {
      say = (text) => dashboard.notice(text);
      if (timeline.isCut) say("The end of the recording is torn or damaged: what is before it plays");
      player.open();
      await player.idle;
      dashboard.connect(connection);
      const problem = (at && player.goTo(at)) ?? (find && player.find(find));
      if (problem !== undefined && problem !== "") say(problem);
      // What was found is to be looked at.
      if (!holds && find === undefined) player.toggle();
    },
  };
}
