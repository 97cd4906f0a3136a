import type { Socket } from "node:net";
import { type Duplex, Transform, Writable } from "node:stream";
import { KubeConfig, PortForward } from "@kubernetes/client-node";
import type { WebSocket } from "ws";
import { plainText } from "../../base/plainText.ts";
import type { Dialer } from "../wire/transport.ts";
import { channelsOver } from "./channels.ts";

export interface PortRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

interface Wire {
  readonly socket: WebSocket;
  /** What its bytes leave through. */
  readonly carrier: Socket;
}

/** So many bytes may wait for the server before no more are read from this side. */
const mostWaiting = 1024 * 1024;

/**
 * Connects one connection of this machine to a port of a pod until either side ends. Resolves with what the server complained
 * of, as plain text; empty when all was well. What one side wrote before it ended is still brought to the other.
 * @throws KubeError when it cannot be asked for.
 */
export async function podPort(
  { namespace, pod, port }: PortRequest,
  local: Duplex,
  dialer: Dialer,
  signal: AbortSignal,
): Promise<string> {
  let complaint = "";
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  let remote: Wire | undefined;
  const onOpen = (socket: WebSocket, carrier: Socket) => {
    remote = { socket, carrier };
    socket.once("close", () => resolve());
  };
  const forward = new PortForward(
    new KubeConfig(),
    false,
    channelsOver({ dialer, protocols: ["v4.channel.k8s.io"], signal, onOpen }),
  );
  const output = writable((bytes) => {
    if (local.writable && !local.write(bytes)) remote?.socket.pause();
  });
  const errors = writable((bytes) => {
    complaint += bytes.toString();
  });
  local.on("drain", () => remote?.socket.resume());
  local.once("close", () => remote?.socket.terminate());
  const [place, name] = [encodeURIComponent(namespace), encodeURIComponent(pod)];
  await forward.portForward(place, name, [port], output, errors, local.pipe(paced(() => remote)));
  if (local.destroyed) remote?.socket.terminate();
  await closed;
  return plainText(complaint);
}

function writable(take: (bytes: Buffer) => void): Writable {
  return new Writable({
    write: (bytes: Buffer, _, done) => {
      if (bytes.length > 0) take(bytes);
      done();
    },
  });
}

/** Passes on no more than the server takes: client-node sends whatever it is given, and all of it would wait in memory. */
function paced(wire: () => Wire | undefined): Transform {
  return new Transform({
    transform: (bytes: Buffer, _, done) => {
      const { socket, carrier } = wire() ?? {};
      if (socket === undefined || socket.bufferedAmount < mostWaiting) done(null, bytes);
      else carrier?.once("drain", () => done(null, bytes));
    },
  });
}
