/** A simple command of a script, and when it runs after the one before it. */
export interface ScriptStep {
  readonly when: "always" | "ifOk" | "ifFailed";
  readonly words: readonly Word[];
  readonly outputs: Outputs;
}

/** Where what it writes to a stream goes. */
export type Outputs = Readonly<Record<Stream, Stream | "nowhere">>;
type Stream = "stdout" | "stderr";

/** Parts of a word; in those that are not `isLiteral`, variables are put in. */
export type Word = readonly { readonly text: string; readonly isLiteral: boolean }[];

/** A script that says more than this shell understands. */
export class ScriptError extends Error {}

const operators: Readonly<Record<string, ScriptStep["when"]>> = {
  ";": "always",
  "\n": "always",
  "&&": "ifOk",
  "||": "ifFailed",
};

/** Words, quotes, variables, `;`, `&&`, `||`, and output that goes to /dev/null. @throws ScriptError */
export function scriptFrom(text: string): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  let when: ScriptStep["when"] = "always";
  let words: Word[] = [];
  let outputs = plainOutputs;
  const finish = () => {
    if (words.length > 0) steps.push({ when, words, outputs });
    words = [];
    outputs = plainOutputs;
  };
  for (const token of tokensOf(text)) {
    if (token.kind === "redirection") outputs = { ...outputs, ...token.outputs(outputs) };
    else if (token.kind === "word") words.push(token.word);
    else {
      finish();
      when = token.when;
    }
  }
  finish();
  return steps;
}

type Token =
  | { readonly kind: "word"; readonly word: Word }
  | { readonly kind: "operator"; readonly when: ScriptStep["when"] }
  | { readonly kind: "redirection"; readonly outputs: Redirection };

type Redirection = (before: Outputs) => Partial<Outputs>;

export const plainOutputs: Outputs = { stdout: "stdout", stderr: "stderr" };

const redirections: Readonly<Record<string, Redirection>> = {
  ">/dev/null": () => ({ stdout: "nowhere" }),
  "1>/dev/null": () => ({ stdout: "nowhere" }),
  "2>/dev/null": () => ({ stderr: "nowhere" }),
  "&>/dev/null": () => ({ stdout: "nowhere", stderr: "nowhere" }),
  "2>&1": ({ stdout }) => ({ stderr: stdout }),
  ">&2": ({ stderr }) => ({ stdout: stderr }),
  "1>&2": ({ stderr }) => ({ stdout: stderr }),
};

const tokenPattern =
  /[^\S\n]+|(?<comment>#.*)|(?<redirection>&>\s*\/dev\/null|[12]?>\s*\/dev\/null|2>&1|1?>&2)|(?<operator>&&|\|\||[;\n])|(?<word>(?:'[^']*'|"[^"]*"|\\.|[^\s;&|<>'"\\])+)|(?<other>.)/gs;

function* tokensOf(text: string): Iterable<Token> {
  for (const { groups = {} } of text.matchAll(tokenPattern)) {
    const { redirection, operator, word, other } = groups;
    if (other !== undefined) throw new ScriptError(`syntax error: "${other}" is more than this demo's shell can do`);
    const outputs = redirections[redirection?.replace(/\s/g, "") ?? ""];
    if (outputs !== undefined) yield { kind: "redirection", outputs };
    if (operator !== undefined) yield { kind: "operator", when: operators[operator] ?? "always" };
    if (word !== undefined) yield { kind: "word", word: partsOf(word) };
  }
}

function partsOf(word: string): Word {
  return [...word.matchAll(/'(?<quoted>[^']*)'|"(?<open>[^"]*)"|\\(?<escaped>.)|(?<plain>[^'"\\]+)/gs)].map(
    ({ groups = {} }) => {
      const literal = groups.quoted ?? groups.escaped;
      return literal === undefined
        ? { text: groups.open ?? groups.plain ?? "", isLiteral: false }
        : { text: literal, isLiteral: true };
    },
  );
}
