import { logCommands } from "../logs/logCommands.ts";
import { pageCommands } from "../page/pageCommands.ts";
import { textCommands } from "./textCommands.ts";
import { yamlCommands } from "./yamlCommands.ts";

/** Every key of what opens for a pod: each view has those of all beside its own. */
export const textViewCommands = [textCommands, pageCommands, logCommands, yamlCommands];
