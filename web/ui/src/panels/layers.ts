/** Services in rows: who is called stands below everybody who calls it. Calls never go in a circle (the loader refuses those). */
interface Box {
  id: string;
  calls: string[];
}

export function layers<B extends Box>(boxes: B[]): B[][] {
  const depth = new Map(boxes.map((box) => [box.id, 0]));
  for (let pass = 0; pass < boxes.length; pass++) {
    for (const box of boxes) {
      for (const call of box.calls) {
        const below = (depth.get(box.id) ?? 0) + 1;
        if (depth.has(call) && below > depth.get(call)! && below < boxes.length) depth.set(call, below);
      }
    }
  }
  const rows: B[][] = [];
  for (const box of boxes) (rows[depth.get(box.id)!] ??= []).push(box);
  return rows.filter(Boolean);
}
