/** The screen, which steps aside while something else needs the terminal. */
export interface Stage {
  /** Runs `use` while nothing of ours reads the terminal or draws on it, then draws again. */
  lend<T>(use: () => Promise<T>): Promise<T>;
  /** True while the terminal is somebody else's. */
  readonly isLent: boolean;
  /** Puts the terminal back as it was, for good. */
  close(): void;
}

/** `open` shows the screen and returns its inverse. */
export function openStage(open: () => () => void): Stage {
  let close: (() => void) | undefined = open();
  let borrowers = 0;
  let isClosed = false;
  const stepAside = () => {
    const leave = close;
    // Also when leaving fails, as on a terminal that is gone: there is nothing to leave twice.
    close = undefined;
    leave?.();
  };
  return {
    lend: async (use) => {
      borrowers++;
      stepAside();
      try {
        return await use();
      } finally {
        borrowers--;
        if (borrowers === 0 && !isClosed) close = open();
      }
    },
    get isLent() {
      return borrowers > 0;
    },
    close: () => {
      isClosed = true;
      stepAside();
    },
  };
}
