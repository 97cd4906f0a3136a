import { isIP, type Socket } from "node:net";
import { plainText } from "../../base/plainText.ts";
import { KubeError } from "../kubeError.ts";

/** The far end of a tunnel. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

/**
 * Asks an HTTP proxy for a tunnel (CONNECT, RFC 9110 9.3.6). `socket` is connected to it and belongs to the caller, as errors of it do.
 * @throws KubeError `proxy` with what the proxy said.
 */
export async function openHttpTunnel(socket: Socket, proxy: URL, target: Target): Promise<void> {
  const authority = `${target.host.includes(":") ? `[${target.host}]` : target.host}:${target.port}`;
  const login = proxy.username === "" && proxy.password === "" ? [] : [`Proxy-Authorization: Basic ${basicOf(proxy)}`];
  socket.write([`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`, ...login, "", ""].join("\r\n"));
  const head = await readSome(socket, (bytes) => {
    const end = bytes.indexOf("\r\n\r\n");
    if (end === -1 && bytes.length > 65_536) throw refused(proxy, "sent no proper answer");
    return end === -1 ? 0 : end + 4;
  });
  const [, code = "", reason = ""] = /^HTTP\/1\.\d (\d{3}) ?([^\r\n]*)/.exec(head.toString("latin1")) ?? [];
  if (code === "407") throw loginNeeded(proxy, "(407)");
  if (code === "") throw refused(proxy, "sent something that is not HTTP");
  if (!code.startsWith("2")) throw refused(proxy, `refused to connect to ${authority}: ${code} ${plainText(reason)}`);
}

/** What a SOCKS5 proxy may answer to CONNECT (RFC 1928 section 6). */
const socksReplies: Readonly<Record<number, string>> = {
  1: "general failure",
  2: "its rules do not allow it",
  3: "network unreachable",
  4: "host unreachable",
  5: "connection refused",
  6: "time to live expired",
  7: "it does not know this command",
  8: "it does not know this kind of address",
};

/**
 * Asks a SOCKS5 proxy for a tunnel (RFC 1928, 1929); names are resolved by the proxy, as Go does.
 * @throws KubeError `proxy` with what the proxy said.
 */
export async function openSocksTunnel(socket: Socket, proxy: URL, target: Target): Promise<void> {
  const hasLogin = proxy.username !== "" || proxy.password !== "";
  socket.write(Buffer.from(hasLogin ? [5, 2, 0, 2] : [5, 1, 0]));
  const method = await readSome(socket, (bytes) => (bytes.length < 2 ? 0 : 2));
  if (method[0] !== 5) throw refused(proxy, "does not speak SOCKS5");
  if (method[1] === 2 && hasLogin) {
    socket.write(Buffer.concat([Buffer.from([1]), counted(proxy.username), counted(proxy.password)]));
    const verdict = await readSome(socket, (bytes) => (bytes.length < 2 ? 0 : 2));
    if (verdict[1] !== 0) throw loginNeeded(proxy, "and did not accept it");
  } else if (method[1] !== 0) throw loginNeeded(proxy, "of a kind that was not given");
  const port = Buffer.from([target.port >> 8, target.port & 0xff]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), addressOf(target.host), port]));
  const reply = await readSome(socket, (bytes) => {
    const [, , , kind = 0, first = 0] = bytes;
    const size = kind === 1 ? 10 : kind === 4 ? 22 : 7 + first;
    return bytes.length >= 5 && bytes.length >= size ? size : 0;
  });
  if (reply[1] !== 0) {
    const why = socksReplies[reply[1] ?? 0] ?? `reply ${reply[1]}`;
    throw refused(proxy, `refused to connect to ${target.host}:${target.port}: ${why}`);
  }
}

/** A proxy without its login: `http://proxy:3128`. */
export function proxyName(proxy: URL): string {
  return `proxy ${proxy.protocol}//${proxy.host}`;
}

function refused(proxy: URL, what: string): KubeError {
  return new KubeError("proxy", `The ${proxyName(proxy)} ${what}.`, {
    advice: "Check proxy-url of this cluster, or HTTPS_PROXY and NO_PROXY.",
  });
}

function loginNeeded(proxy: URL, how: string): KubeError {
  return new KubeError("proxy", `The ${proxyName(proxy)} wants a login ${how}.`, {
    advice: "Write it into proxy-url of this cluster, or HTTPS_PROXY: http://user:password@proxy:3128.",
  });
}

function basicOf(proxy: URL): string {
  return Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString("base64");
}

function counted(encoded: string): Buffer {
  const bytes = Buffer.from(decodeURIComponent(encoded)).subarray(0, 255);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function addressOf(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([1, ...host.split(".").map(Number)]);
  const name = Buffer.from(host);
  return isIP(host) === 6 ? ipv6Bytes(host) : Buffer.concat([Buffer.from([3, name.length]), name]);
}

function ipv6Bytes(host: string): Buffer {
  // URL writes every IPv6 address in its shortest form of hexadecimal groups.
  const [head = "", tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const [before, after] = [groups(head), groups(tail ?? "")];
  const all = [...before, ...new Array<string>(8 - before.length - after.length).fill("0"), ...after];
  return Buffer.concat([Buffer.from([4]), Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex")]);
}

/** Reads until `sizeOf` finds an answer and returns its length; what comes behind it stays in the socket. */
function readSome(socket: Socket, sizeOf: (bytes: Buffer) => number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0);
    const finish = (settle: () => void) => {
      socket.off("readable", read).off("end", onEnd).off("error", onError).off("close", onEnd);
      settle();
    };
    const onError = (error: Error) => finish(() => reject(error));
    const onEnd = () => onError(Object.assign(new Error("the proxy ended the connection"), { code: "ECONNRESET" }));
    const read = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        bytes = Buffer.concat([bytes, chunk]);
        try {
          const size = sizeOf(bytes);
          if (size === 0) continue;
          finish(() => {
            if (size < bytes.length) socket.unshift(bytes.subarray(size));
            resolve(bytes.subarray(0, size));
          });
        } catch (error) {
          finish(() => reject(error));
        }
        return;
      }
    };
    socket.on("readable", read).on("end", onEnd).on("error", onError).on("close", onEnd);
  });
}
