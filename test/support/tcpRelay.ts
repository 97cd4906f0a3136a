import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Passes connections on to a server on loopback, so that a test sees how many a client holds. */
export interface TcpRelay {
  readonly port: number;
  /** Connections that the client holds open now. */
  readonly open: number;
  close(): void;
}

export async function startTcpRelay(target: number): Promise<TcpRelay> {
  const clients = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(target, "127.0.0.1");
    clients.add(client);
    client.once("close", () => {
      clients.delete(client);
      server.destroy();
    });
    server.once("close", () => client.destroy());
    // Whoever resets a connection closes it, which is all that matters here.
    for (const socket of [client, server]) socket.on("error", () => {});
    client.pipe(server).pipe(client);
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  const address = relay.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    port: address.port,
    get open() {
      return clients.size;
    },
    close() {
      relay.close();
      for (const client of clients) client.destroy();
    },
  };
}
