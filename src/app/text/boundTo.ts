import type { Command } from "../keymap.ts";

/** A command that knows what it acts on. */
export function boundTo<Context>(command: Command<Context>, context: Context): Command<void> {
  const { whyDisabled, staysInFooter, run, ...rest } = command;
  return {
    ...rest,
    ...(staysInFooter && { staysInFooter: () => staysInFooter(context) }),
    ...(whyDisabled && { whyDisabled: () => whyDisabled(context) }),
    run: (_, place) => run(context, place),
  };
}
