/** What a way out of the page calls itself: an expression in the browser's language, to be read without regard to capitals. */
export const EXIT_WORDS = [
  String.raw`\b(?:lämna|göm|dölj|stäng)\s+(?:(?:ner|ned|snabbt)\s+)?(?:(?:den\s+här|denna)\s+)?(?:webb?)?(?:sidan|sajten|webbplatsen|platsen|fliken)(?!\p{L})`,
  String.raw`\bsnabb\s?(?:t\s+)?(?:utgång|utväg|exit|stäng)`,
  String.raw`\b(?:lämna|stäng|göm|dölj)\s+(?:\p{L}+\s+)?snabbt(?!\p{L})`,
  String.raw`\b(?:nödutgång|panikknapp|ta mig härifrån)`,
  String.raw`\b(?:exit|leave|hide|close|escape)\s+(?:this\s+|the\s+)?(?:web\s?)?(?:site|page)\b`,
  String.raw`\b(?:quick|fast|emergency|safety)\s+(?:exit|escape|leave)\b`,
  String.raw`\b(?:exit|leave|escape)\s+(?:quickly|now)\b`,
].join('|')
