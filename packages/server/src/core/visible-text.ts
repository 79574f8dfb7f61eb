/**
 * Everything that shows nothing, moves the cursor, turns the direction of writing or starts a terminal's command:
 * controls (C0, C1, DEL), formats (bidi, zero-width), separators of lines, lone surrogates, what is not assigned.
 */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Text that came from outside, as it may be shown: what a terminal would act on stands there as `\u{1b}`. */
export function visibleText(text: string): string {
  return text.replace(
    invisible,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** JSON that reads the same and holds no character that a terminal would act on, but for its own line breaks. */
export function visibleJson(value: unknown): string {
  return escapeInvisible(JSON.stringify(value, null, 2));
}

/** JSON whose strings hold no character that a terminal would act on, and read the same. */
export function escapeInvisible(json: string): string {
  return json.replace(invisible, (character) =>
    character === '\n'
      ? character
      : Array.from(
          { length: character.length },
          (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
        ).join(''),
  );
}
