/** A TCP proxy on loopback that does to bytes what bad networks do. It stands before one server and knows nothing of what passes. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePorts } from "./freePort.ts";

/** What happens to bytes on their way from the server; nothing of it is the healthy way. */
export interface Faults {
  /** Each piece is held up so long, milliseconds. */
  delayMs?: number | undefined;
  /** For all connections together. */
  bytesPerSecond?: number | undefined;
  /** Pieces are at most so long. */
  pieceBytes?: number | undefined;
  /** Connections are taken, and nothing passes any more, in either direction; the far ends are never told. */
  blackhole?: boolean | undefined;
  /** Connections are refused. */
  refuse?: boolean | undefined;
}

/** `fin` ends a connection in order, `reset` without. */
export type CutForm = "fin" | "reset";

export interface FaultProxy {
  readonly port: number;
  /** Connections that are open now, as the client sees them. */
  readonly connections: number;
  /** Bytes from the server so far. */
  readonly bytes: number;
  /** Connections that were ever taken. */
  readonly taken: number;
  /** From now on; what is left out is healthy. Bytes swallowed by a black hole are lost: their connections stay dead. */
  set(faults: Faults): Promise<void>;
  /** Ends every connection now. */
  cut(how: CutForm): void;
  /** Ends the stream that carries the byte, once streams have carried so many more from the server. */
  cutAfter(bytes: number, how: CutForm): void;
  close(): Promise<void>;
}

/** Stands before 127.0.0.1:`serverPort`. Whoever starts it closes it. */
export async function startFaultProxy(serverPort: number): Promise<FaultProxy> {
  const links = new Set<Link>();
  let faults: Faults = {};
  let pendingCut: { left: number; readonly how: CutForm } | undefined;
  let freeAt = 0;
  let bytes = 0;
  let taken = 0;

  /** When a piece of this size may leave: slow links are one queue. */
  const turnFor = (size: number): number => {
    const { bytesPerSecond, delayMs = 0 } = faults;
    const now = performance.now();
    freeAt = bytesPerSecond === undefined ? now : Math.max(now, freeAt) + (size / bytesPerSecond) * 1_000;
    return Math.max(0, freeAt - now) + delayMs;
  };

  async function carry(link: Link, piece: Buffer): Promise<void> {
    const wait = turnFor(piece.length);
    if (wait > 0) await sleep(wait);
    if (link.isDead || faults.blackhole) {
      link.isDead = true;
      return;
    }
    bytes += piece.length;
    link.carried += piece.length;
    const cut = link.carried > singleAnswerBytes ? pendingCut : undefined;
    link.client.write(piece.subarray(0, cut?.left ?? Number.POSITIVE_INFINITY));
    if (cut === undefined) return;
    cut.left -= piece.length;
    if (cut.left > 0) return;
    end(link, cut.how);
    pendingCut = undefined;
  }

  async function pump(link: Link): Promise<void> {
    for await (const chunk of link.server as AsyncIterable<Buffer>) {
      const size = faults.pieceBytes ?? chunk.length;
      for (let start = 0; start < chunk.length; start += size) await carry(link, chunk.subarray(start, start + size));
      if (link.client.writableNeedDrain && !link.isDead) await once(link.client, "drain");
    }
    if (!link.isDead) link.client.end();
  }

  function take(client: Socket): void {
    taken++;
    const server = connect(serverPort, "127.0.0.1");
    const link: Link = { client, server, carried: 0, isDead: faults.blackhole === true };
    links.add(link);
    client.setNoDelay(true);
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
    client.on("close", () => {
      links.delete(link);
      server.destroy();
    });
    client.on("data", (chunk: Buffer) => {
      if (faults.blackhole) link.isDead = true;
      if (!link.isDead) server.write(chunk);
    });
    pump(link).catch(() => client.destroy());
  }

  function end({ client, server }: Link, how: CutForm): void {
    if (how === "reset") client.resetAndDestroy();
    else client.end();
    server.destroy();
  }

  const [port = 0] = await freePorts(1);
  let listener = await listenOn(port, take);
  const stopListening = async () => {
    const closed = new Promise((resolve) => listener.close(resolve));
    for (const link of links) end(link, "reset");
    await closed;
  };
  return {
    port,
    get connections() {
      return links.size;
    },
    get bytes() {
      return bytes;
    },
    get taken() {
      return taken;
    },
    async set(next) {
      const wasRefusing = faults.refuse === true;
      faults = next;
      if (next.refuse && !wasRefusing) await stopListening();
      if (!next.refuse && wasRefusing) listener = await listenOn(port, take);
    },
    cut(how) {
      for (const link of links) end(link, how);
    },
    cutAfter(count, how) {
      pendingCut = { left: count, how };
    },
    async close() {
      if (!faults.refuse) await stopListening();
    },
  };
}

/** A handshake and one object: a connection that has carried no more is no stream. */
const singleAnswerBytes = 16 * 1024;

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  /** Bytes from the server so far. */
  carried: number;
  /** Bytes of it were swallowed: nothing that comes later would make sense. */
  isDead: boolean;
}

async function listenOn(port: number, take: (client: Socket) => void) {
  const server = createServer(take);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
