import { SelectorError } from "./selectorError.ts";

/** One term of a field selector: all must hold. */
export interface FieldTerm {
  readonly field: string;
  readonly isEqual: boolean;
  readonly value: string;
}

/**
 * Reads a field selector: `spec.nodeName=n1,status.phase!=Running`; `\,`, `\=` and `\\` stand for themselves in a value.
 * @throws SelectorError in the words of the API server (apimachinery pkg/fields).
 */
export function fieldTermsFrom(text: string): readonly FieldTerm[] {
  const terms = text.match(/(?:\\.|[^,\\]|\\$)+/gsu) ?? [];
  // Sorted first, as the server does: of two mistakes it tells that of the first.
  return [...terms].sort().map((term) => {
    const { field, operator, value } = /^(?<field>.*?)(?<operator>!=|==|=)(?<value>.*)$/s.exec(term)?.groups ?? {};
    if (field === undefined || value === undefined) {
      throw new SelectorError(`invalid selector: '${text}'; can't understand '${term}'`);
    }
    return { field, isEqual: operator !== "!=", value: unescaped(value) };
  });
}

function unescaped(value: string): string {
  return value.replace(/\\(.?)|[,=]/gsu, (sequence, character?: string) => {
    if (character === undefined) {
      throw new SelectorError(`invalid field selector: unescaped character in value: ${sequence.charCodeAt(0)}`);
    }
    if (character === "" || !"\\,=".includes(character)) {
      throw new SelectorError(`invalid field selector: invalid escape sequence: ${sequence}`);
    }
    return character;
  });
}
