/**
 * Full case folding (CaseFolding.txt, statuses C and F) by way of lower and upper case, which expands what full
 * folding expands (ß, ẞ, ŉ, ﬁ). The dotless ı folds to itself, and every sigma folds to σ wherever it stands.
 */
export function foldCase(text: string): string {
  return Array.from(text, (character) =>
    character === 'ı' ? character : character.toLowerCase().toUpperCase().toLowerCase(),
  )
    .join('')
    .replaceAll('ς', 'σ');
}
