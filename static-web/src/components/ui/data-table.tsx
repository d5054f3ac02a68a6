import type { ReactNode } from 'react';
import { classes } from '@/lib/classes';
import styles from './data-table.module.css';

export interface Column<T> {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  align?: 'start' | 'end';
  /**
   * Where the cell goes when the row becomes a card on a phone: in the first line (title left, lead right),
   * under a small label, across the full width, or nowhere.
   */
  card?: 'title' | 'lead' | 'detail' | 'wide' | 'hidden';
}

interface DataTableProps<T> {
  /** What the table shows, for people who hear it. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
}

/** A real table on a desktop, a list of cards on a phone. The first column names the row. */
export function DataTable<T>({ caption, columns, rows, rowKey }: DataTableProps<T>) {
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align === 'end' ? styles.end : undefined}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => {
                const className = classes(column.align === 'end' && styles.end, styles[column.card ?? 'detail']);
                const content = (
                  <>
                    <span className={styles.label} aria-hidden="true">
                      {column.header}
                    </span>
                    {column.cell(row)}
                  </>
                );
                return index === 0 ? (
                  <th key={column.id} scope="row" className={className}>
                    {content}
                  </th>
                ) : (
                  <td key={column.id} className={className}>
                    {content}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
