import { spawn } from "node:child_process";
import { once } from "node:events";
import { peakMegabytes } from "./processUsage.ts";

export interface Timed {
  readonly ms: number;
  readonly peakMegabytes: number;
}

/** Runs a command to its end and throws its output away. @throws when it fails. */
export async function timed(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Timed> {
  const startedAt = performance.now();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.resume();
  let complaint = "";
  child.stderr.on("data", (text: Buffer) => {
    complaint += text;
  });
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, (child.pid !== undefined && peakMegabytes(child.pid)) || 0);
  };
  const watching = setInterval(look, 50);
  const [code] = await once(child, "exit");
  const ms = performance.now() - startedAt;
  clearInterval(watching);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}: ${complaint.trim()}`);
  return { ms, peakMegabytes: peak };
}
