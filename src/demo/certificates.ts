import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  Certificate as Asn1Certificate,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_subjectAltName,
  id_kp_clientAuth,
  id_kp_serverAuth,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateRequest {
  /** Kubernetes reads a client certificate's common name as the user. */
  readonly commonName: string;
  /** Kubernetes reads a client certificate's organizations as groups. */
  readonly organization?: string;
  /** Names and IP addresses that a server's certificate is good for. */
  readonly hosts?: readonly string[];
  /** Default: an hour ago. */
  readonly notBefore?: Date;
  /** Default: in a year. */
  readonly notAfter?: Date;
}

const hour = 60 * 60 * 1000;

/** A self-signed authority. */
export function certificateAuthority(commonName: string): Certificate {
  return certificate({ commonName }, undefined);
}

/** A certificate signed by `authority`, good for servers and for clients. */
export function certificateFrom(authority: Certificate, request: CertificateRequest): Certificate {
  return certificate(request, authority);
}

function certificate(request: CertificateRequest, authority: Certificate | undefined): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const subject = nameOf(request);
  const content = new TBSCertificate({
    version: Version.v3,
    // A leading 1 keeps it positive and of full length.
    serialNumber: arrayBuffer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    signature: ecdsaWithSha256,
    issuer: authority === undefined ? subject : subjectOf(authority),
    validity: new Validity({
      notBefore: request.notBefore ?? new Date(Date.now() - hour),
      notAfter: request.notAfter ?? new Date(Date.now() + 365 * 24 * hour),
    }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo),
    extensions: new Extensions(authority === undefined ? authorityExtensions() : leafExtensions(request)),
  });
  const signer = authority === undefined ? privateKey : createPrivateKey(authority.key);
  const signatureValue = sign("sha256", Buffer.from(AsnConvert.serialize(content)), signer);
  const signed = new Asn1Certificate({
    tbsCertificate: content,
    signatureAlgorithm: ecdsaWithSha256,
    signatureValue: arrayBuffer(signatureValue),
  });
  return {
    cert: new X509Certificate(Buffer.from(AsnConvert.serialize(signed))).toString(),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: "1.2.840.10045.4.3.2" });

function authorityExtensions(): Extension[] {
  return [extension(id_ce_basicConstraints, new BasicConstraints({ cA: true }), true)];
}

function leafExtensions({ hosts = [] }: CertificateRequest): Extension[] {
  const purposes = extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth, id_kp_clientAuth]));
  if (hosts.length === 0) return [purposes];
  const names = hosts.map((host) => new GeneralName(isIP(host) === 0 ? { dNSName: host } : { iPAddress: host }));
  return [purposes, extension(id_ce_subjectAltName, new SubjectAlternativeName(names))];
}

function extension(extnID: string, value: object, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** Object identifiers of X.520. */
const attributes = { organization: "2.5.4.10", commonName: "2.5.4.3" } as const;

function nameOf({ commonName, organization }: CertificateRequest): Name {
  const part = (type: string, utf8String: string) =>
    new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) })]);
  return new Name([
    ...(organization === undefined ? [] : [part(attributes.organization, organization)]),
    part(attributes.commonName, commonName),
  ]);
}

function subjectOf({ cert }: Certificate): Name {
  return AsnConvert.parse(new X509Certificate(cert).raw, Asn1Certificate).tbsCertificate.subject;
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
