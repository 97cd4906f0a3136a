/** An HTTP or SOCKS5 proxy inside of the test, on loopback. */
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import * as tls from "node:tls";

export interface FakeProxy {
  readonly port: number;
  /** The request lines and logins that came: `CONNECT localhost:6443`, `Basic dTpw`, `u:p`. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

export interface FakeProxyOptions {
  readonly kind: "http" | "https" | "socks5";
  /** Certificate and key of an https proxy. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Answers CONNECT with this status line instead, or SOCKS5 with this reply. */
  readonly refuse?: string | number;
  /** Wants this login (SOCKS5 only). */
  readonly login?: string;
  /** Takes the connection and says nothing. */
  readonly silent?: boolean;
}

export async function startFakeProxy({ kind, tls: pem, refuse, login, silent }: FakeProxyOptions): Promise<FakeProxy> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const own = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
  };
  const join = (client: Socket, port: number, greeting: Buffer | string) => {
    const upstream = connect(port, "127.0.0.1", () => {
      client.write(greeting);
      client.pipe(upstream).pipe(client);
    });
    own(upstream);
  };
  const serveHttp = (client: Socket) => {
    client.once("data", (head) => {
      const [line = "", ...headers] = head.toString().split("\r\n");
      heard.push(line.replace(/ HTTP.*/, ""));
      for (const header of headers) {
        if (/^proxy-authorization: /i.test(header)) heard.push(header.replace(/^.*?: /, ""));
      }
      if (refuse !== undefined) client.end(`HTTP/1.1 ${refuse}\r\nContent-Length: 0\r\n\r\n`);
      else join(client, Number(/:(\d+) /.exec(line)?.[1]), "HTTP/1.1 200 Connection established\r\n\r\n");
    });
  };
  const serveSocks = async (client: Socket) => {
    await next(client);
    client.write(Buffer.from([5, login === undefined ? 0 : 2]));
    if (login !== undefined) {
      const given = await next(client);
      const user = given.subarray(2, 2 + (given[1] ?? 0));
      const said = `${user}:${given.subarray(3 + user.length)}`;
      heard.push(said);
      client.write(Buffer.from([1, said === login ? 0 : 1]));
      if (said !== login) return;
    }
    const request = await next(client);
    const host = request[3] === 3 ? request.subarray(5, -2).toString() : request.subarray(4, -2).join(".");
    const port = request.readUInt16BE(request.length - 2);
    heard.push(`${host}:${port}`);
    const reply = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]);
    if (refuse !== undefined) client.end(reply(Number(refuse)));
    else join(client, port, reply(0));
  };
  const server = (kind === "https" ? tls.createServer({ ...pem }) : createServer()).on(
    kind === "https" ? "secureConnection" : "connection",
    (client: Socket) => {
      own(client);
      if (silent) client.resume();
      else if (kind === "socks5") void serveSocks(client);
      else serveHttp(client);
    },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has no port");
  return {
    port: address.port,
    heard,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function next(socket: Socket): Promise<Buffer> {
  const [bytes] = (await once(socket, "data")) as [Buffer];
  return bytes;
}
