// The least that following all pods can cost: node:https reads the streaming list and the watch after it, and throws them away.
// Says `complete BYTES` on its standard error when the list is complete. Arguments: server, folder of the credentials.
import { readFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";

const [server = "", dir = ""] = process.argv.slice(2);
const file = (name: string) => readFileSync(join(dir, name));
const query = "watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
const accept = "application/vnd.kubernetes.protobuf;stream=watch";
/** Annotation of the bookmark that ends the list; nothing but changes comes after it, so it stands at the end of what came. */
const marker = "k8s.io/initial-events-end";
const endBytes = 1_000;

let bytes = 0;
let end = Buffer.alloc(0);
let isComplete = false;
const credentials = { ca: file("ca.crt"), cert: file("admin.crt"), key: file("admin.key") };
get(`${server}/api/v1/pods?${query}`, { ...credentials, headers: { accept } }, (response) => {
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (isComplete) return;
    end = Buffer.concat([end, chunk.subarray(-endBytes)]).subarray(-endBytes);
    if (!end.includes(marker)) return;
    isComplete = true;
    process.stderr.write(`complete ${bytes}\n`);
  });
});
