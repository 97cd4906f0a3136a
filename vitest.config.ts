import { defineConfig } from "vitest/config";

/** Ink's table is CommonJS: it is imported as Node does it, and as the bundle does. */
const inkTable = { setupFiles: ["test/support/inkTable.setup.ts"], deps: { interopDefault: false } };

/** One project a folder of test/: what each needs is said in README.md. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.{ts,tsx}"], ...inkTable } },
      { test: { name: "golden", include: ["test/golden/**/*.test.{ts,tsx}"], ...inkTable } },
      { test: { name: "server", include: ["test/server/**/*.test.ts"], testTimeout: 30_000 } },
      { test: { name: "pty", include: ["test/pty/**/*.test.ts"], testTimeout: 60_000, fileParallelism: false } },
      {
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          globalSetup: "test/support/clusterSkip.setup.ts",
        },
      },
    ],
  },
});
