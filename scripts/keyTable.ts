// Writes the table of keys in README.md from the program's own; with --check it only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { dashboardCommands } from "../src/app/commands/dashboardCommands.ts";
import { keyTableOf } from "../src/app/keymap.ts";
import { logCommands } from "../src/app/logs/logCommands.ts";
import { pageCommands } from "../src/app/page/pageCommands.ts";
import { textCommands } from "../src/app/text/textCommands.ts";
import { yamlCommands } from "../src/app/text/yamlCommands.ts";
import { triageCommands } from "../src/app/triage/triageCommands.ts";

const path = new URL("../README.md", import.meta.url);
const readme = readFileSync(path, "utf8");
const marked = /(<!-- keys: begin -->\n)[\s\S]*?(<!-- keys: end -->)/;
const tables = [
  ["In the table", keyTableOf(dashboardCommands)],
  ["Triage", keyTableOf(triageCommands)],
  ["In what opens for a pod", keyTableOf(textCommands)],
  ["The pod's page", keyTableOf(pageCommands)],
  ["Logs", keyTableOf(logCommands)],
  ["YAML and JSON", keyTableOf(yamlCommands)],
];
const table = tables.map(([title, keys]) => `${title}:\n\n${keys}`).join("\n\n");
const written = readme.replace(marked, (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`);

if (!process.argv.includes("--check")) writeFileSync(path, written);
else if (written !== readme) {
  console.error("README.md: the table of keys is out of date; run npm run keys");
  process.exitCode = 1;
}
