import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import { Facts } from '@/components/ui/facts';
import type { Limit, RiskDraft } from '../lib/risk-draft';
import { limitWords } from '../lib/risk-draft';

interface RiskConfirmProps {
  changed: readonly Limit[];
  before: RiskDraft;
  after: RiskDraft;
  busy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

/** What will hold from now on, beside what held until now. */
export function RiskConfirm({ changed, before, after, busy, onCancel, onConfirm }: RiskConfirmProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onCancel();
      }}
      title="Change the risk limits?"
      description="The new limits hold for every strategy from the next entry on. The change is kept in the audit."
    >
      <Facts
        layout="list"
        facts={changed.map((limit) => ({
          label: limit.label,
          value: limitWords(limit, after[limit.name]),
          note: `was ${limitWords(limit, before[limit.name])}`,
        }))}
      />
      <DialogActions>
        <Button onClick={onCancel}>Go back</Button>
        <Button variant="primary" busy={busy} onClick={onConfirm}>
          Change limits
        </Button>
      </DialogActions>
    </Dialog>
  );
}
