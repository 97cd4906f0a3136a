import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Upgrade } from "./answer.ts";

/** Makes a connection a WebSocket. `head` is what has come of it already. */
export async function openWebSocket(
  incoming: IncomingMessage,
  connection: Duplex,
  head: Buffer,
  { protocol, open }: Upgrade,
): Promise<void> {
  const { WebSocketServer } = await import("ws");
  const server = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => protocol });
  server.handleUpgrade(incoming, connection, head, (socket) => {
    // It closes when its connection breaks, which is all that there is to know.
    socket.on("error", () => {});
    open(socket);
  });
}
