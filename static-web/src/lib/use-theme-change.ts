import { useEffect, useEffectEvent } from 'react';

/** Calls back when the colours change: by the toggle or by the system. */
export function useThemeChange(onChange: () => void): void {
  const changed = useEffectEvent(onChange);
  useEffect(() => {
    const handle = () => {
      changed();
    };
    const observer = new MutationObserver(handle);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const system = window.matchMedia('(prefers-color-scheme: light)');
    system.addEventListener('change', handle);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', handle);
    };
  }, []);
}
