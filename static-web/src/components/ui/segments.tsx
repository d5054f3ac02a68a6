import { classes } from '@/lib/classes';
import styles from './tab-links.module.css';

interface SegmentsProps<T extends string> {
  label: string;
  options: readonly T[];
  value: T;
  onChange: (value: T) => void;
}

/** A small choice that changes what one panel shows. */
export function Segments<T extends string>({ label, options, value, onChange }: SegmentsProps<T>) {
  return (
    <div role="group" aria-label={label} className={styles.tabs}>
      {options.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => {
            onChange(option);
          }}
          className={classes(styles.tab, option === value && styles.current)}
        >
          {option}
        </button>
      ))}
    </div>
  );
}
