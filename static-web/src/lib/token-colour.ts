/** A design token as the rgb() text a canvas understands; light-dark() is resolved by the browser on the way. */
export function tokenColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

export function withAlpha(colour: string, alpha: number): string {
  const [red = '0', green = '0', blue = '0'] = colour.match(/\d+(\.\d+)?/g) ?? [];
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}
