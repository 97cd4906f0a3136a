import { PassThrough } from "node:stream";
import type { WebSocket } from "ws";
import { Cell } from "../../../base/readable.ts";
import type { Answer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import type { Kubelets, ProcessStreams, TerminalSize } from "../kubelets.ts";
import { isTrue } from "../requestInfo.ts";
import { StatusError } from "../statusError.ts";
import { execContainer } from "./execContainer.ts";
import { execFailure, execStatus } from "./execStatus.ts";
import { streamedPod, streamProtocol } from "./podStream.ts";

/** The first byte of each message says which stream it belongs to (apimachinery pkg/util/remotecommand). */
const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

const closingProtocol = "v5.channel.k8s.io";
const protocols = [closingProtocol, "v4.channel.k8s.io"];

/** Runs a command in a container over a WebSocket (`kubectl exec`). */
export function podExec(kubelets: Kubelets): Handler {
  return (call: Call): Answer => {
    const { query } = call.request;
    const pod = streamedPod(call);
    const container = execContainer(pod, query.get("container") ?? "");
    const command = query.getAll("command");
    const isAsked = (name: string) => isTrue(query.get(name));
    if (!["stdin", "stdout", "stderr"].some(isAsked))
      throw new StatusError("BadRequest", "you must specify at least 1 of stdin, stdout, stderr");
    if (command.length === 0) throw new StatusError("BadRequest", "you must specify at least 1 command");
    return {
      type: "upgrade",
      protocol: streamProtocol(call, protocols),
      open: (socket) => {
        const streams = streamsOver(socket, { isTerminal: isAsked("tty"), isAsked });
        void kubelets
          .exec(pod, container, command, streams)
          .then((exitCode) => execStatus(command, exitCode), execFailure)
          .then((status) => {
            send(socket, channel.error, Buffer.from(JSON.stringify(status)));
            socket.close(1000);
          });
      },
    };
  };
}

interface Wanted {
  readonly isTerminal: boolean;
  isAsked(stream: string): boolean;
}

function streamsOver(socket: WebSocket, { isTerminal, isAsked }: Wanted): ProcessStreams {
  const stdin = new PassThrough();
  const size = new Cell<TerminalSize>({ columns: 80, rows: 24 });
  const gone = new AbortController();
  if (!isAsked("stdin")) stdin.end();
  socket.on("message", (data: Buffer) => {
    const bytes = data.subarray(1);
    if (data[0] === channel.stdin && !stdin.writableEnded) stdin.write(bytes);
    if (data[0] === channel.resize) size.set(sizeFrom(bytes) ?? size.get());
    if (data[0] === channel.close && bytes[0] === channel.stdin && socket.protocol === closingProtocol) stdin.end();
  });
  socket.once("close", () => {
    stdin.end();
    gone.abort();
  });
  return {
    stdin,
    isTerminal,
    size,
    signal: gone.signal,
    // A terminal has one stream for both.
    write: (stream, text) => {
      const asked = isTerminal ? "stdout" : stream;
      if (isAsked(asked)) send(socket, channel[asked], Buffer.from(text));
    },
  };
}

/** `{"Width":80,"Height":24}` in capitals or not, as Go reads it. Undefined for what is no size. */
function sizeFrom(bytes: Buffer): TerminalSize | undefined {
  try {
    const fields = Object.entries(JSON.parse(bytes.toString()) as Readonly<Record<string, number>>);
    const { width, height } = Object.fromEntries(fields.map(([name, value]) => [name.toLowerCase(), value]));
    return width === undefined || height === undefined ? undefined : { columns: width, rows: height };
  } catch {
    return undefined;
  }
}

function send(socket: WebSocket, number: number, bytes: Buffer): void {
  if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.from([number]), bytes]));
}
