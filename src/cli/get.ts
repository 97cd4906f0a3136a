import { systemClock } from "../base/clock.ts";
import { credentialSourceOf } from "../kube/auth/credentialSource.ts";
import type { Access } from "../kube/config/access.ts";
import { kubectlLinesOf } from "../kube/config/configError.ts";
import { loadKubeconfig } from "../kube/config/loadKubeconfig.ts";
import { thisMachine } from "../kube/config/machine.ts";
import { resolveAccess } from "../kube/config/resolveAccess.ts";
import { KubeError } from "../kube/kubeError.ts";
import { openTransport } from "../kube/wire/httpTransport.ts";
import type { GetFlags } from "./arguments.ts";
import { errorLinesOf } from "./errorLines.ts";
import { printObjects } from "./printObjects.ts";
import { printTable } from "./printTable.ts";

/** Prints pods once and returns the exit code, as `kubectl get pods` does. */
export async function runGet(flags: GetFlags, version: string): Promise<number> {
  const machine = thisMachine();
  try {
    const access = resolveAccess(loadKubeconfig(flags.kubeconfig, machine), flags.access, machine);
    return await print(access, flags, version);
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    for (const line of kubectlLinesOf(error)) writeError(line);
    return 1;
  }
}

async function print(access: Access, flags: GetFlags, version: string): Promise<number> {
  const credentials = credentialSourceOf(access, {
    machine: thisMachine(),
    clock: systemClock,
    onActivity: () => {},
    onNotice: (lines) => writeError(lines.join("\n")),
    terminal: undefined,
  });
  const transport = openTransport(access, credentials, { userAgent: `podscope/${version}` });
  const task = {
    flags,
    transport,
    namespace: flags.namespace === null ? undefined : (flags.namespace ?? access.namespace),
    server: access.server,
    now: () => systemClock.now(),
    out: (text: string) => void process.stdout.write(text),
    err: writeError,
  };
  const isWhole = flags.output === "json" || flags.output === "yaml";
  try {
    return await (isWhole ? printObjects : printTable)(task, AbortSignal.timeout(86_400_000));
  } catch (error) {
    if (!(error instanceof KubeError) || error.failure === "login") throw error;
    for (const line of errorLinesOf(error, access.server)) writeError(line);
    return 1;
  } finally {
    credentials.close();
    await transport.close();
  }
}

function writeError(line: string): void {
  process.stderr.write(`${line}\n`);
}
