import { accessSync, constants } from "node:fs";
import path from "node:path";
import { plainText } from "../../base/plainText.ts";
import type { Access, ExecConfig } from "../config/access.ts";
import { fileTrouble } from "../config/machine.ts";
import { KubeError } from "../kubeError.ts";
import { bearer } from "./authorization.ts";
import type { CredentialDeps } from "./credentialSource.ts";
import { execInfoOf, PluginAnswerError, pluginGrantOf } from "./execCredential.ts";
import { type ProcessEnd, runProcess } from "./pluginProcess.ts";
import type { Grant } from "./refreshingSource.ts";
import { safeLinesOf } from "./safeLines.ts";

/** A plugin that takes longer hangs. */
const limitMs = 60_000;
/** A grant is renewed this long before it ends, so that no request leaves with one that ends on the way. */
const skewMs = 10_000;

/**
 * Runs a credential plugin once and reads its grant.
 * @throws KubeError `login` with the plugin's own words, or the signal's reason.
 */
export async function runPlugin(
  exec: ExecConfig,
  access: Access,
  deps: CredentialDeps,
  signal: AbortSignal,
): Promise<Grant> {
  const { terminal } = deps;
  if (exec.interactiveMode === "Always" && terminal === undefined)
    throw failure("exec plugin cannot support interactive mode: standard input is not a terminal", {
      advice: `Run \`${path.basename(exec.command)}\` in a shell to log in first.`,
    });
  const command = executableOf(exec, deps);
  const mayAsk = terminal !== undefined && exec.interactiveMode !== "Never";
  const asksFirst = mayAsk && (exec.interactiveMode === "Always" || !terminal.disturbs);
  if (asksFirst) return terminal.lend(() => grantFrom(true, terminal.disturbs ? otherScreen : undefined));
  if (!mayAsk) return grantFrom(false);
  try {
    return await grantFrom(false);
  } catch (error) {
    if (!(error instanceof PluginExit)) throw error;
    signal.throwIfAborted();
    const alone = error.words === "" ? "" : `; without a terminal it said: ${error.words}`;
    return terminal.lend(() => grantFrom(true, `${otherScreen}${alone}`));
  }

  /** `insteadOfWords` is said of a failure whose own words went past us. */
  async function grantFrom(interactive: boolean, insteadOfWords?: string): Promise<Grant> {
    const ended = await runLimited(command, exec, access, interactive, deps, signal);
    const grant = readAnswer(ended, command, exec, insteadOfWords);
    const lines = safeLinesOf(ended.stderr, secretsOf(exec, grant.token));
    if (lines.length > 0) deps.onNotice(lines);
    return {
      credentials: {
        authorization:
          grant.token === undefined ? undefined : bearer(grant.token, `the token from ${shortName(command)}`),
        // A certificate of the kubeconfig wins, as in client-go.
        certificate: access.login.certificate ?? grant.certificate,
      },
      freshUntil: grant.expiresAt === undefined ? undefined : grant.expiresAt - skewMs,
    };
  }
}

/** Its stderr stays the terminal's: a plugin that asks may look whether it is one, or draw on it. */
const otherScreen = "what it said is on the terminal's other screen";

/** The plugin ran and said no, in these words: with a terminal it may do better. */
class PluginExit extends KubeError {
  readonly words: string;

  constructor(what: string, words: string, exec: ExecConfig) {
    super("login", `getting credentials: ${what}${words === "" ? "" : `: ${words}`}`, hintOf(exec));
    this.words = words;
  }
}

async function runLimited(
  command: string,
  exec: ExecConfig,
  access: Access,
  interactive: boolean,
  deps: CredentialDeps,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  const what = `running ${shortName(command)}`;
  const limit = new AbortController();
  const finished = new AbortController();
  // A person at the keyboard takes as long as they take.
  if (!interactive)
    deps.clock.sleep(limitMs, finished.signal).then(
      () => limit.abort(failure(`exec: executable ${shown(command)} did not finish within 60 s`, hintOf(exec))),
      () => {},
    );
  deps.onActivity(what);
  try {
    return await runProcess(
      command,
      exec.args,
      {
        env: { ...deps.machine.env, ...exec.env, KUBERNETES_EXEC_INFO: execInfoOf(exec, access, interactive) },
        ownsTerminal: interactive,
        onStderr: (text) => {
          const last = safeLinesOf(text, secretsOf(exec)).at(-1);
          deps.onActivity(last === undefined ? what : `${what}: ${last}`);
        },
        clock: deps.clock,
      },
      AbortSignal.any([signal, limit.signal]),
    );
  } catch (error) {
    if (signal.aborted || limit.signal.aborted) throw error;
    throw failure(`exec: fork/exec ${shown(command)}: ${fileTrouble(error).words}`, hintOf(exec));
  } finally {
    finished.abort();
    deps.onActivity(undefined);
  }
}

function readAnswer(ended: ProcessEnd, command: string, exec: ExecConfig, insteadOfWords: string | undefined) {
  const executable = `exec: executable ${shown(command)}`;
  if (ended.wasInterrupted) throw failure(`${executable} was interrupted`);
  if (ended.exitCode !== 0) {
    const words = insteadOfWords ?? safeLinesOf(ended.stderr, secretsOf(exec)).slice(0, 4).join(" ");
    throw new PluginExit(`${executable} failed with exit code ${ended.exitCode}`, words, exec);
  }
  try {
    return pluginGrantOf(ended.stdout, exec);
  } catch (error) {
    if (!(error instanceof PluginAnswerError)) throw error;
    throw failure(error.message, { advice: `${shortName(command)} ran, but its answer cannot be used.` });
  }
}

/**
 * The file to run. A bare name is looked up in our own PATH, not in one that the plugin is given, as Go does.
 * @throws KubeError `login` when there is none, or when it may not be run.
 */
function executableOf(exec: ExecConfig, deps: CredentialDeps): string {
  const isPath = exec.command.includes(path.sep);
  // Windows has rules of its own for what a name stands for, and the system knows them.
  if (!isPath && process.platform === "win32") return exec.command;
  const folders = (deps.machine.env.PATH ?? "").split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const candidates = isPath ? [exec.command] : folders.map((folder) => path.join(folder, exec.command));
  let trouble = "no such file or directory";
  for (const file of candidates) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch (error) {
      const { code, words } = fileTrouble(error);
      if (code !== "ENOENT" && code !== "ENOTDIR") trouble = words;
    }
  }
  const name = shown(exec.command);
  throw failure(isPath ? `exec: fork/exec ${name}: ${trouble}` : `exec: executable ${name} not found`, hintOf(exec));
}

function failure(message: string, options: { advice?: string } = {}): KubeError {
  return new KubeError("login", `getting credentials: ${message}`, options);
}

function hintOf({ installHint }: ExecConfig): { advice?: string } {
  const lines = safeLinesOf(installHint ?? "", []);
  return lines.length === 0 ? {} : { advice: lines.join(" ") };
}

/** Texts that must not be shown should the plugin print them: those that are named like a secret. */
function secretsOf(exec: ExecConfig, token?: string): readonly string[] {
  const isTelling = (name: string) => /secret|token|passw|pwd|key|credential/i.test(name);
  const variables = Object.entries(exec.env).filter(([name]) => isTelling(name));
  const options = exec.args.flatMap((arg, index) => {
    const [name = "", ...values] = arg.split("=");
    if (values.length > 0) return isTelling(name) ? [values.join("=")] : [];
    return isTelling(exec.args[index - 1] ?? "") ? [arg] : [];
  });
  return [...variables.map(([, value]) => value), ...options, ...(token === undefined ? [] : [token])];
}

function shortName(command: string): string {
  return plainText(path.basename(command));
}

const shown = plainText;
