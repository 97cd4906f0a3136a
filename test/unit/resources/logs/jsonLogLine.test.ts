import { expect, test } from "vitest";
import { jsonLogLine } from "../../../../src/resources/logs/jsonLogLine.ts";

const read = (text: string) =>
  jsonLogLine(text)
    ?.map((piece) => piece.text)
    .join("");

test.each([
  { text: '{"level":"info","ts":1736,"msg":"started","port":8080}', line: "INFO  started  port=8080" },
  { text: '{"level":"error","msg":"no","error":"connection refused"}', line: 'ERROR no  error="connection refused"' },
  { text: '{"level":50,"time":1,"msg":"boom","pid":1}', line: "ERROR boom  pid=1" },
  { text: '{"severity":"WARNING","message":"slow","took":"2s"}', line: "WARNING slow  took=2s" },
  { text: '{"msg":"bare"}', line: "bare" },
  { text: '{"msg":"a","nested":{"x":[1,2]},"no":null}', line: 'a  nested={"x":[1,2]}  no=null' },
  { text: '{"level":"info","msg":"two\\nlines\\u001b[2J"}', line: "INFO  two lines[2J" },
  { text: '{"no":"message"}', line: undefined },
  { text: '{"msg":"broken"', line: undefined },
  { text: "{broken}", line: undefined },
  { text: '["msg"]', line: undefined },
  { text: "plain", line: undefined },
])("$text is read as $line", ({ text, line }) => {
  expect(read(text)).toBe(line);
});

test.each([
  { level: "error", tone: "bad" },
  { level: "FATAL", tone: "bad" },
  { level: "warn", tone: "warning" },
  { level: "debug", tone: "muted" },
  { level: "info", tone: "normal" },
])("$level is $tone", ({ level, tone }) => {
  expect(jsonLogLine(JSON.stringify({ level, msg: "x" }))?.[0]?.look.tone).toBe(tone);
});
