import { OctagonX, Play } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { usePermissions } from '@/lib/permissions';
import { useHalt } from '../api/get-halt';
import styles from './controls.module.css';
import { HaltDialog } from './halt-dialog';
import { ResumeDialog } from './resume-dialog';

/** The id that the skip link jumps to. */
export const killSwitchId = 'kill-switch';

/** In the bar of every page. Halting stays possible while the state is unknown. */
export function KillSwitch() {
  const halted = useHalt().data?.halted ?? false;
  const { canControl } = usePermissions();
  const [asking, setAsking] = useState<'halt' | 'resume' | null>(null);

  return (
    <>
      <Button
        id={killSwitchId}
        size="small"
        variant={halted ? 'secondary' : 'danger'}
        disabled={!canControl}
        title={canControl ? undefined : 'Your role may look, not control.'}
        onClick={() => {
          setAsking(halted ? 'resume' : 'halt');
        }}
        className={styles.switch}
      >
        {halted ? <Play size={14} aria-hidden="true" /> : <OctagonX size={14} aria-hidden="true" />}
        {halted ? 'Resume' : 'Halt'} <span className="sr-only">trading</span>
      </Button>
      <HaltDialog
        open={asking === 'halt'}
        onOpenChange={(open) => {
          setAsking(open ? 'halt' : null);
        }}
      />
      <ResumeDialog
        open={asking === 'resume'}
        onOpenChange={(open) => {
          setAsking(open ? 'resume' : null);
        }}
      />
    </>
  );
}
