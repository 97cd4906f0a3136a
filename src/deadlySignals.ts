/** Signals that end the program, and the exit code that says so (128 + number). */
export const deadlySignals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
