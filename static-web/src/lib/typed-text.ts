/** What a person typed into a field, as the bot wants it; an empty field is null. */
export function textOrNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** Whole numbers become numbers; anything else goes as text, for the bot to refuse by name. */
export function wholeOrText(text: string): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^\d{1,9}$/.test(trimmed) ? Number.parseInt(trimmed, 10) : trimmed;
}
