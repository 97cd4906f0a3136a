import { setImmediate } from "node:timers/promises";
import type { Stage } from "./ui/stage.ts";

/** Stops the program and its job, as Ctrl-Z does to other programs, until a shell continues it; undefined where no shell can. */
export const suspend = process.platform === "win32" ? undefined : (): void => void process.kill(process.pid, "SIGTSTP");

/** From now on the screen is put away before the program is stopped, and is drawn again when it goes on. */
export function followJobControl(stage: Stage): void {
  const onStop = () => void stage.lend(stopJob);
  // Stopped by SIGSTOP, of which nobody is told before: whoever had the terminal meanwhile left it in another state.
  const onContinue = () => void stage.lend(async () => lookAtSize());
  const follow = () => {
    process.on("SIGTSTP", onStop);
    process.on("SIGCONT", onContinue);
  };
  const stopJob = async () => {
    process.off("SIGTSTP", onStop);
    process.off("SIGCONT", onContinue);
    // The whole group stops here, and with it the npm that started us. Without a shell that could continue it, none does.
    process.kill(0, "SIGTSTP");
    // Signals are told at the next turn of the event loop: one that ends the program must come before the screen does.
    await setImmediate();
    await setImmediate();
    lookAtSize();
    follow();
  };
  follow();
}

/** A terminal tells its size only to the job in the foreground; so Node.js is made to ask. */
function lookAtSize(): void {
  process.emit("SIGWINCH", "SIGWINCH");
}
