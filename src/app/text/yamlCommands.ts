import type { Command } from "../keymap.ts";

/** What the keys may ask of the view of an object. */
export interface YamlActions {
  toggleFormat(): void;
  toggleSecrets(): void;
  toggleManagedFields(): void;
}

/** For whatever shows values of variables. */
export const secretsCommand: Command<Pick<YamlActions, "toggleSecrets">> = {
  id: "object.secrets",
  keys: ["x"],
  title: "Show the values that are masked, or mask them",
  group: "View",
  inFooter: "secrets",
  run: (on) => on.toggleSecrets(),
};

export const yamlCommands: readonly Command<YamlActions>[] = [
  {
    id: "object.format",
    keys: ["J"],
    title: "JSON instead of YAML, and back",
    group: "View",
    inFooter: "JSON",
    run: (on) => on.toggleFormat(),
  },
  secretsCommand,
  {
    id: "object.managedFields",
    keys: ["m"],
    title: "Open metadata.managedFields, or fold them",
    group: "View",
    run: (on) => on.toggleManagedFields(),
  },
];
