import type { Readable, Writable } from "node:stream";
import { Exec, KubeConfig, type V1Status } from "@kubernetes/client-node";
import { plainText } from "../../base/plainText.ts";
import type { Dialer } from "../wire/transport.ts";
import { channelsOver } from "./channels.ts";

export interface ShellRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

/** A terminal for a command far away: bytes go in and out, and `resize` is emitted when it gets another size. */
export interface RemoteTerminal {
  readonly input: Readable;
  readonly output: Writable & { readonly columns: number; readonly rows: number };
}

/** How a command in a container ended. Texts are plain. */
export type ShellEnd =
  | { readonly kind: "exit"; readonly code: number }
  /** It never ran, in the server's words. */
  | { readonly kind: "failed"; readonly why: string }
  /** The connection is gone; what became of the command is not known. */
  | { readonly kind: "lost" };

const protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

/**
 * Runs a command at a terminal in a container until it ends, the connection does, or `signal` is aborted.
 * @throws KubeError when it cannot be asked for.
 */
export async function podShell(
  { namespace, pod, container, command }: ShellRequest,
  { input, output }: RemoteTerminal,
  dialer: Dialer,
  signal: AbortSignal,
): Promise<ShellEnd> {
  let end: ShellEnd = { kind: "lost" };
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  const channels = channelsOver({
    dialer,
    protocols,
    signal,
    onOpen: (socket) => socket.once("close", () => resolve()),
  });
  const exec = new Exec(new KubeConfig(), channels);
  const [place, name] = [encodeURIComponent(namespace), encodeURIComponent(pod)];
  await exec.exec(place, name, container, [...command], output, null, input, true, (status) => {
    end = endOf(status);
  });
  await closed;
  return end;
}

/** (k8s.io/client-go tools/remotecommand v4.go) */
function endOf({ status, message = "", reason, details }: V1Status): ShellEnd {
  if (status === "Success") return { kind: "exit", code: 0 };
  const code = details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
  if (reason === "NonZeroExitCode" && code !== undefined) return { kind: "exit", code: Number(code) };
  return { kind: "failed", why: plainText(message) };
}
