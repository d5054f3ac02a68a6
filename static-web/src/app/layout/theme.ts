const key = 'tradingbot.theme';

const themes = ['dark', 'light', 'system'] as const;
export type Theme = (typeof themes)[number];

/** Set on the root by public/theme.js before the first paint; dark unless chosen otherwise. */
export function chosenTheme(): Theme {
  const current = document.documentElement.dataset.theme;
  return themes.find((theme) => theme === current) ?? 'dark';
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(key, theme);
  } catch (error) {
    // Blocked storage only means that the choice lasts until the page is left.
    if (!(error instanceof DOMException)) throw error;
  }
}
