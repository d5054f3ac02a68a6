import { OctagonX } from 'lucide-react';
import { Age } from '@/components/ui/age';
import { useHalt } from '../api/get-halt';
import styles from './controls.module.css';

/** Unmistakable, on every page, for as long as nothing may open. */
export function HaltBanner() {
  const halt = useHalt().data;
  return (
    <div role="alert">
      {halt?.halted === true ? (
        <div className={styles.banner}>
          <OctagonX size={26} aria-hidden="true" />
          <div>
            <p className={styles.bannerTitle}>Trading is halted. Nothing new will open.</p>
            <p>
              {halt.reason === null ? 'No reason given.' : `“${halt.reason}”`}
              {halt.by === null ? '' : `, by ${halt.by}`}
              {halt.since === null ? null : (
                <>
                  , <Age at={halt.since} suffix=" ago" />
                </>
              )}
              . {halt.flatten ? 'All positions are being closed.' : 'Open positions keep their stops and targets.'}
            </p>
          </div>
        </div>
      ) : null}
    </div>
  );
}
