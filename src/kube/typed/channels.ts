import type { Socket } from "node:net";
import type { Exec } from "@kubernetes/client-node";
import type { WebSocket } from "ws";
import type { Dialer } from "../wire/transport.ts";
import { webSocketOn } from "./webSocketOn.ts";

export interface ChannelOptions {
  readonly dialer: Dialer;
  /** Those that may be spoken, the best first. */
  readonly protocols: readonly string[];
  /** Cuts the connection. */
  readonly signal: AbortSignal;
  /** Hears of the socket before anything comes on it. */
  readonly onOpen: (socket: WebSocket, carrier: Socket) => void;
}

/** What client-node calls WebSocketInterface. */
type Channels = NonNullable<ConstructorParameters<typeof Exec>[1]>;

/**
 * WebSockets as client-node's Exec and PortForward want them, over our own transport: credentials, proxy, trust and errors are
 * those of every other request, and client-node sees no kubeconfig.
 */
export function channelsOver({ dialer, protocols, signal, onOpen }: ChannelOptions): Channels {
  return {
    connect: (path, _, onBytes) =>
      dialer.dial(
        path,
        async (line) => {
          const early: Buffer[] = [];
          let hear = (message: Buffer) => void early.push(message);
          const socket = await webSocketOn(line, protocols, (message) => hear(message));
          onOpen(socket, line.socket);
          hear = (message) => {
            const [channel] = message;
            if (channel !== undefined && onBytes?.(channel, message.subarray(1)) === false) socket.close();
          };
          for (const message of early) hear(message);
          return socket;
        },
        signal,
      ),
  };
}
