/** An alert in one sentence. Its rule often begins with its title; then saying the title too would say everything twice. */
export function told(title: string, says: string): string {
  if (!says) return title;
  return says.startsWith(title) ? says : `${title}. ${says}`;
}

/** What the rule says beyond the title, for a line below it. */
export function beyond(title: string, says: string): string {
  return says.startsWith(title) ? says.slice(title.length).trim() : says;
}
