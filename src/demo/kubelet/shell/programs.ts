import type { ProgramContext } from "./container.ts";
import { absolute, entriesOf, textOf } from "./files.ts";

/** Runs until it returns its exit code. */
export type Program = (args: readonly string[], context: ProgramContext) => number | Promise<number>;

/** Ended by Ctrl-C: 128 and the number of the signal. */
export const interrupted = 130;

/** What there is in every image that has a shell, by name. */
export const programs: Readonly<Record<string, Program>> = {
  true: () => 0,
  false: () => 1,
  echo: (args, { out }) => {
    const [first, ...rest] = args;
    out(first === "-n" ? rest.join(" ") : `${args.join(" ")}\n`);
    return 0;
  },
  cat: (args, context) => each(args, (path) => print(path, context)),
  ls: (args, context) => {
    const paths = args.filter((arg) => !arg.startsWith("-"));
    return each(paths.length === 0 ? ["."] : paths, (path) => list(path, context));
  },
  pwd: (_, { env, out }) => said(out, folderIn(env)),
  env: (_, { env, out }) => said(out, [...env].map(([name, value]) => `${name}=${value}`).join("\n")),
  hostname: (_, { container, out }) => said(out, container.hostname),
  whoami: (_, { out }) => said(out, "root"),
  id: (_, { out }) => said(out, "uid=0(root) gid=0(root) groups=0(root)"),
  uname: (args, { container, out }) =>
    said(out, args[0] === "-a" ? `Linux ${container.hostname} 6.18.0 #1 SMP x86_64 GNU/Linux` : "Linux"),
  date: (_, { container, out }) => said(out, new Date(container.now()).toUTCString().replace("GMT", "UTC")),
  stty: ([what], { size, out }) => (what === "size" ? said(out, `${size.get().rows} ${size.get().columns}`) : 0),
  tty: (_, { out }) => said(out, "/dev/pts/0"),
  clear: (_, { out }) => {
    out("\u001b[H\u001b[2J");
    return 0;
  },
  ps: (_, { container, out }) => {
    const lines = [
      "PID   USER     COMMAND",
      `    1 root     ${container.command}`,
      "   17 root     sh",
      "   18 root     ps",
    ];
    return said(out, lines.join("\n"));
  },
  watch: async ([name = "", ...args], context) => {
    const { out, signal } = context;
    while (!signal.aborted) {
      out(`\u001b[H\u001b[2JEvery 2.0s: ${[name, ...args].join(" ")}\n\n`);
      const code = await programs[name]?.(args, context);
      if (code === undefined) return said(out, `sh: ${name}: not found`, 127);
      await nextLook(context);
    }
    return interrupted;
  },
  sleep: async ([text = ""], { container, signal, complain }) => {
    const seconds = Number(text);
    if (!(seconds >= 0) || text === "") {
      complain(`sleep: invalid number '${text}'\n`);
      return 1;
    }
    await container.sleep(seconds * 1000, signal);
    return signal.aborted ? interrupted : 0;
  },
  kill: (args, { container, complain }) => {
    const pids = args.filter((arg) => !arg.startsWith("-"));
    if (pids.includes("1")) {
      container.kill();
      return 0;
    }
    return each(pids, (pid) => {
      complain(`kill: can't kill pid ${pid}: No such process\n`);
      return 1;
    });
  },
};

export function folderIn(env: ReadonlyMap<string, string>): string {
  return env.get("PWD") ?? "/";
}

function said(out: (text: string) => void, text: string, code = 0): number {
  out(`${text}\n`);
  return code;
}

/** In two seconds, or when the terminal has another size. */
async function nextLook({ container, size, signal }: ProgramContext): Promise<void> {
  const resized = new AbortController();
  const stop = size.subscribe(() => resized.abort());
  await container.sleep(2_000, AbortSignal.any([signal, resized.signal]));
  stop();
}

/** The worst of what comes of each. */
function each(items: readonly string[], run: (item: string) => number): number {
  return Math.max(0, ...items.map(run));
}

function print(path: string, { container, env, out, complain }: ProgramContext): number {
  const text = textOf(absolute(path, folderIn(env)), container);
  if (text === undefined) complain(`cat: can't open '${path}': No such file or directory\n`);
  else out(text);
  return text === undefined ? 1 : 0;
}

function list(path: string, { container, env, out, complain }: ProgramContext): number {
  const place = absolute(path, folderIn(env));
  const entries = entriesOf(place) ?? (textOf(place, container) === undefined ? undefined : [path]);
  if (entries === undefined) complain(`ls: ${path}: No such file or directory\n`);
  else if (entries.length > 0) out(`${entries.join("\n")}\n`);
  return entries === undefined ? 1 : 0;
}
