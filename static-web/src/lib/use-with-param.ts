import { useLocation } from 'react-router';

/** Builds this page's address with one search parameter changed; null takes it out. */
export function useWithParam(): (name: string, value: string | null) => string {
  const { pathname, search } = useLocation();
  return (name, value) => {
    const params = new URLSearchParams(search);
    if (value === null) params.delete(name);
    else params.set(name, value);
    const text = params.toString();
    return text === '' ? pathname : `${pathname}?${text}`;
  };
}
