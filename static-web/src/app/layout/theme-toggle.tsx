import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Theme } from './theme';
import { chooseTheme, chosenTheme } from './theme';

const icons = { dark: Moon, light: Sun, system: Monitor } as const;
const next: Record<Theme, Theme> = { dark: 'light', light: 'system', system: 'dark' };
const names: Record<Theme, string> = { dark: 'dark', light: 'light', system: 'as the system' };

export function ThemeToggle() {
  const [theme, setTheme] = useState(chosenTheme);
  const Icon = icons[theme];

  const change = () => {
    chooseTheme(next[theme]);
    setTheme(next[theme]);
  };

  return (
    <Button
      size="small"
      variant="ghost"
      onClick={change}
      title={`Colours: ${names[theme]}`}
      aria-label={`Colours: ${names[theme]}. Change to ${names[next[theme]]}.`}
    >
      <Icon size={16} aria-hidden="true" />
    </Button>
  );
}
