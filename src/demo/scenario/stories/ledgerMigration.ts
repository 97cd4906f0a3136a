import { iso, once } from "../images/logLines.ts";
import { failingImage, serviceImage, taskImage } from "../images/programs.ts";
import { voices } from "../images/voices.ts";
import { minutes, seconds } from "../span.ts";
import type { Story } from "../step.ts";

const deployment = { namespace: "payments", name: "ledger" };
const version = (tag: string) => ({
  ledger: `registry.demo/payments/ledger:${tag}`,
  migrate: `registry.demo/payments/ledger-migrations:${tag}`,
});

const said = (atMs: number, text: string) => once(atMs, (now) => `${iso(now)} ${text}`);

/** A migration fails, so the new version never starts; neither with a second try. The third one does it. */
export const ledgerMigration: Story = {
  images: [
    failingImage(version("v4.2.0").migrate, { afterMs: 3000, exitCode: 3, reason: "Error" }, [
      said(100, "INFO  migrate: 41 applied, 1 pending"),
      said(700, "INFO  migrate: applying 0042_posting_currency.sql"),
      said(
        2700,
        'ERROR migrate: 0042_posting_currency.sql:7: column "currency" of relation "postings" contains null values',
      ),
      said(2800, "ERROR migrate: rolled back, schema stays at 0041"),
    ]),
    failingImage(version("v4.2.1").migrate, { afterMs: 9000, exitCode: 3, reason: "Error" }, [
      said(100, "INFO  migrate: 41 applied, 2 pending"),
      said(700, "INFO  migrate: applying 0042_fill_currency.sql"),
      said(8700, "ERROR migrate: 0042_fill_currency.sql:3: canceling statement due to lock timeout"),
      said(8800, "ERROR migrate: rolled back, schema stays at 0041"),
    ]),
    taskImage(version("v4.2.2").migrate, seconds(11), [
      said(100, "INFO  migrate: 41 applied, 2 pending"),
      said(700, "INFO  migrate: applying 0042_fill_currency.sql in batches of 5000"),
      said(9200, "INFO  migrate: applying 0043_posting_currency.sql"),
      said(10_800, "INFO  migrate: schema is at 0043"),
    ]),
    ...["v4.2.0", "v4.2.1", "v4.2.2"].map((tag) => serviceImage(version(tag).ledger, voices.ledger)),
  ],
  steps: [
    { at: seconds(110), does: "setImage", deployment, images: version("v4.2.1") },
    { at: minutes(7), does: "setImage", deployment, images: version("v4.2.2") },
  ],
};
