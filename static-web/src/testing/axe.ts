import axe from 'axe-core';

/** What a screen reader or keyboard would stumble over. Contrast needs real pixels and is checked in a browser. */
export async function violationsIn(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { 'color-contrast': { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
