/** X.509 certificates made on the spot, so that no key is kept in the repository and no openssl is needed. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from "node:crypto";

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  readonly commonName: string;
  /** Kubernetes reads a client certificate's organizations as groups. */
  readonly organization?: string;
  /** Names and IPv4 addresses that a server's certificate is good for. */
  readonly hosts?: readonly string[];
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  /** Default: in 30 days. */
  readonly notAfter?: Date;
}

const day = 24 * 60 * 60 * 1000;

/** A self-signed authority. */
export function certificateAuthority(commonName = "test-ca"): Certificate {
  return certificate({ commonName }, undefined);
}

/** A certificate signed by `authority`, good for servers and for clients. */
export function certificateFrom(authority: Certificate, request: CertificateRequest): Certificate {
  return certificate(request, authority);
}

function certificate(request: CertificateRequest, authority: Certificate | undefined): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = authority === undefined ? privateKey : createPrivateKey(authority.key);
  const subject = nameOf(request);
  const issuer = authority === undefined ? subject : subjectOf(authority);
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    issuer,
    sequence(
      time(request.notBefore ?? new Date(Date.now() - day / 24)),
      time(request.notAfter ?? new Date(Date.now() + 30 * day)),
    ),
    subject,
    spkiOf(publicKey),
    explicit(3, sequence(...extensionsOf(request, authority === undefined))),
  );
  const signature = sign("sha256", body, signer);
  return {
    cert: pem("CERTIFICATE", sequence(body, ecdsaWithSha256, bitString(signature))),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function extensionsOf({ hosts }: CertificateRequest, isAuthority: boolean): Buffer[] {
  const extension = (id: string, value: Buffer, critical = false) =>
    sequence(oid(id), ...(critical ? [der(0x01, Buffer.from([0xff]))] : []), der(0x04, value));
  if (isAuthority) return [extension("2.5.29.19", sequence(der(0x01, Buffer.from([0xff]))), true)];
  const purposes = extension("2.5.29.37", sequence(oid("1.3.6.1.5.5.7.3.1"), oid("1.3.6.1.5.5.7.3.2")));
  if (hosts === undefined) return [purposes];
  const names = hosts.map((host) =>
    /^[\d.]+$/.test(host) ? der(0x87, Buffer.from(host.split(".").map(Number))) : der(0x82, Buffer.from(host)),
  );
  return [purposes, extension("2.5.29.17", sequence(...names))];
}

function nameOf({ commonName, organization }: CertificateRequest): Buffer {
  const part = (id: string, text: string) => der(0x31, sequence(oid(id), der(0x0c, Buffer.from(text))));
  return sequence(...(organization === undefined ? [] : [part("2.5.4.10", organization)]), part("2.5.4.3", commonName));
}

function subjectOf(authority: Certificate): Buffer {
  const { subject } = new X509Certificate(authority.cert);
  return nameOf({ commonName: subject.replace(/^CN=/, "") });
}

const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function explicit(tag: number, content: Buffer): Buffer {
  return der(0xa0 + tag, content);
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function bitString(bytes: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, "");
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
}

function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
