import type { WebSocket } from "ws";
import type { Pod } from "../../objects/pod.ts";
import type { Answer } from "../answer.ts";
import type { Call, Handler } from "../apiServer.ts";
import type { Kubelets } from "../kubelets.ts";
import { StatusError } from "../statusError.ts";
import { streamedPod, streamProtocol } from "./podStream.ts";

const protocols = ["v4.channel.k8s.io"];

/** Connects to ports of a pod over a WebSocket: two channels a port, its bytes and its errors (kubelet pkg/cri/streaming/portforward). */
export function podPortForward(kubelets: Kubelets): Handler {
  return (call: Call): Answer => {
    const pod = streamedPod(call);
    const protocol = streamProtocol(call, protocols);
    const ports = portsIn(call.request.query);
    return {
      type: "upgrade",
      protocol,
      open: (socket) => {
        const links = ports.map((port, at) => link(kubelets, pod, { socket, port, data: 2 * at }));
        // When all are done there is nothing left to say.
        void Promise.all(links).then(() => socket.close(1000));
      },
    };
  };
}

function portsIn(query: URLSearchParams): readonly number[] {
  const texts = query.getAll("ports").flatMap((text) => text.split(","));
  if (texts.length === 0) throw new StatusError("BadRequest", `query parameter "ports" is required`);
  const ports = texts.map(Number);
  const wrong = texts.find((_, at) => !isPort(ports[at]));
  if (wrong !== undefined) throw new StatusError("BadRequest", `unable to parse "${wrong}" as a port`);
  return ports;
}

function isPort(port: number | undefined): boolean {
  return port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536;
}

interface Link {
  readonly socket: WebSocket;
  readonly port: number;
  /** The number of its channel for bytes; that of its errors is the next. */
  readonly data: number;
}

/** Resolves when the pod's side of the connection is closed, or never was open. */
async function link(kubelets: Kubelets, pod: Pod, { socket, port, data }: Link): Promise<void> {
  const send = (channel: number, bytes: Uint8Array) => {
    if (socket.readyState === socket.OPEN) socket.send(Buffer.concat([Buffer.from([channel]), bytes]));
  };
  const number = Buffer.alloc(2);
  number.writeUInt16LE(port);
  send(data, number);
  send(data + 1, number);
  try {
    const connection = kubelets.dial(pod, port);
    socket.on("message", (message: Buffer) => {
      if (message[0] === data && connection.writable) connection.write(message.subarray(1));
    });
    socket.once("close", () => connection.destroy());
    connection.on("data", (bytes: Buffer) => send(data, bytes));
    await new Promise((resolve) => {
      connection.on("error", () => {});
      connection.once("end", resolve);
      connection.once("close", resolve);
    });
  } catch (error) {
    const { uid, name } = pod.metadata;
    const why = error instanceof Error ? error.message : String(error);
    const message = `error forwarding port ${port} to pod ${name}, uid ${uid}: ${why}`;
    send(data + 1, Buffer.from(message));
  }
}
