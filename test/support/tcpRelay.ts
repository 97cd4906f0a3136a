import { EventEmitter, once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Passes connections on to a server on loopback, so that a test sees how many a client holds, and can make answers wait. */
export interface TcpRelay {
  readonly port: number;
  /** Connections that the client holds open now. */
  readonly open: number;
  /** Holds back what the server sends over a connection once it has sent so many bytes, until `release`. */
  holdAfter(bytes: number): void;
  release(): void;
  close(): void;
}

export async function startTcpRelay(target: number): Promise<TcpRelay> {
  const clients = new Set<Socket>();
  const gate = new EventEmitter();
  gate.setMaxListeners(0);
  let limit = Number.POSITIVE_INFINITY;

  async function passOn(from: Socket, to: Socket): Promise<void> {
    let passed = 0;
    for await (const chunk of from) {
      while (passed >= limit) await once(gate, "release");
      passed += chunk.length;
      if (!to.write(chunk)) await once(to, "drain");
    }
    to.end();
  }

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
    client.pipe(server);
    passOn(server, client).catch(() => client.destroy());
  });
  relay.listen(0, "127.0.0.1");
  await once(relay, "listening");
  const address = relay.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  const release = () => {
    limit = Number.POSITIVE_INFINITY;
    gate.emit("release");
  };
  return {
    port: address.port,
    get open() {
      return clients.size;
    },
    holdAfter(bytes) {
      limit = bytes;
    },
    release,
    close() {
      release();
      relay.close();
      for (const client of clients) client.destroy();
    },
  };
}
