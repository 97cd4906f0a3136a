import type { Command } from "../keymap.ts";

/** A command that knows what it acts on. */
export function boundTo<Context>(command: Command<Context>, context: Context): Command<void> {
  const { whyDisabled, run, ...rest } = command;
  return {
    ...rest,
    ...(whyDisabled && { whyDisabled: () => whyDisabled(context) }),
    run: (_, place) => run(context, place),
  };
}
