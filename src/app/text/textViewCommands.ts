import { textCommands } from "./textCommands.ts";
import { yamlCommands } from "./yamlCommands.ts";

/** Every key of what opens for a pod, by what it is: each has those of `text` beside its own. */
export const textViewCommands = [textCommands, yamlCommands];
