import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRef } from 'react';
import { classes } from '@/lib/classes';
import styles from './dialog.module.css';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  /** "drawer" slides in from the side, for reading; "modal" asks something. */
  kind?: 'modal' | 'drawer';
  tone?: 'normal' | 'danger';
  children: ReactNode;
}

/** Traps the focus and gives it back to what opened it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  kind = 'modal',
  tone = 'normal',
  children,
}: DialogProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.overlay} />
        <Radix.Content
          className={classes(styles.content, styles[kind], tone === 'danger' && styles.danger)}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            // Where something must be typed, typing starts at once; otherwise the first control has the focus.
            const field =
              event.target instanceof Element ? event.target.querySelector<HTMLElement>('[required]') : null;
            if (field === null) return;
            event.preventDefault();
            field.focus();
          }}
          onCloseAutoFocus={(event) => {
            // Radix knows only its own triggers; ours are ordinary buttons and links.
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={styles.header}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            <Radix.Close className={styles.close} aria-label="Close">
              <X size={18} aria-hidden="true" />
            </Radix.Close>
          </header>
          <div className={styles.body}>
            {description === undefined ? null : (
              <Radix.Description asChild>
                <div className={styles.description}>{description}</div>
              </Radix.Description>
            )}
            {children}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
