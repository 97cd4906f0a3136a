import type { InsideContainer } from "./container.ts";

const folders: Readonly<Record<string, readonly string[]>> = {
  "/": ["app", "bin", "dev", "etc", "home", "lib", "proc", "root", "run", "sys", "tmp", "usr", "var"],
  "/app": ["config.yaml", "server"],
  "/etc": ["hostname", "hosts", "os-release", "passwd", "resolv.conf"],
  "/root": [],
  "/tmp": [],
  "/var": ["log", "run"],
};

const texts: Readonly<Record<string, (container: InsideContainer) => string>> = {
  "/app/config.yaml": () => "listen: :8080\nlog:\n  level: info\n",
  "/app/server": () => "\u007fELF\n",
  "/etc/hostname": ({ hostname }) => `${hostname}\n`,
  "/etc/hosts": ({ hostname, address }) => `127.0.0.1\tlocalhost\n${address}\t${hostname}\n`,
  "/etc/os-release": ({ shells }) =>
    shells.includes("bash")
      ? 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nID=debian\n'
      : 'PRETTY_NAME="Alpine Linux v3.22"\nID=alpine\n',
  "/etc/passwd": () => "root:x:0:0:root:/root:/bin/sh\n",
  "/etc/resolv.conf": () => "search svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n",
  "/proc/1/cmdline": ({ command }) => `${command.replaceAll(" ", "\0")}\0`,
};

/** What is in a folder; undefined when there is none. */
export function entriesOf(folder: string): readonly string[] | undefined {
  return folders[folder];
}

/** What is in a file; undefined when there is none. */
export function textOf(file: string, container: InsideContainer): string | undefined {
  return texts[file]?.(container);
}

/** `/etc/../tmp/x` seen from a folder as a path from the root. */
export function absolute(path: string, from: string): string {
  const steps: string[] = [];
  for (const step of `${path.startsWith("/") ? "" : from}/${path}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return `/${steps.join("/")}`;
}
