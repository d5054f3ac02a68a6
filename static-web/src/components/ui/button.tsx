import type { ComponentProps } from 'react';
import { classes } from '@/lib/classes';
import styles from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  variant?: 'primary' | 'secondary' | 'ghost' | 'danger';
  size?: 'small' | 'medium';
  /** Keeps the button focusable and named while its request is under way. */
  busy?: boolean;
}

export function Button({
  variant = 'secondary',
  size = 'medium',
  busy = false,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={
        busy
          ? (event) => {
              event.preventDefault();
            }
          : onClick
      }
      className={classes(styles.button, styles[variant], styles[size], className)}
    >
      {children}
      {busy ? <span className={styles.dots} aria-hidden="true" /> : null}
    </button>
  );
}
