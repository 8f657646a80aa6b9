/** A report as condition, actions, needs: one text for the channel, in that order; what is empty is left out. */
export interface Can {
  condition: string;
  actions: string;
  needs: string;
}

export function canText({ condition, actions, needs }: Can): string {
  return [sentence(condition), sentence(actions, 'Actions: '), sentence(needs, 'Needs: ')]
    .filter(Boolean)
    .join(' ');
}

function sentence(text: string, head = ''): string {
  const said = text.trim();
  if (!said) return '';
  return head + said + (/[.!?…]$/.test(said) ? '' : '.');
}
