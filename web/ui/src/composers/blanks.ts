/** Templates with {blanks}: which there are, and the text with them filled in. What is empty stays visible as a blank. */

export function blanks(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1]!))];
}

export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{([a-z_]+)\}/g, (blank, name: string) => values[name]?.trim() || blank);
}

/** Whether every blank has something in it. */
export function complete(text: string, values: Record<string, string>): boolean {
  return blanks(text).every((name) => values[name]?.trim());
}
