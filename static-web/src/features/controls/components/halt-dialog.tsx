import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox } from '@/components/ui/field';
import { usePostHalt } from '../api/post-halt';
import { ReasonForm } from './reason-form';

interface HaltDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function HaltDialog({ open, onOpenChange }: HaltDialogProps) {
  const halt = usePostHalt();
  const [flatten, setFlatten] = useState(false);

  const close = () => {
    onOpenChange(false);
    setFlatten(false);
    halt.reset();
  };

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) onOpenChange(true);
        else close();
      }}
      title="Halt trading?"
      tone="danger"
      description="No new position will be opened, whatever alerts arrive, until a person resumes trading. Open positions keep their stops and targets on the exchange."
    >
      <ReasonForm
        placeholder="For example: news in ten minutes"
        submit={flatten ? 'Halt and close everything' : 'Halt trading'}
        danger
        busy={halt.isPending}
        error={halt.error}
        onCancel={close}
        onSubmit={(reason) => {
          halt.mutate({ reason, flatten }, { onSuccess: close });
        }}
      >
        <Checkbox
          label="Also close all positions now"
          hint="Sends market orders for everything the bot has open. You take whatever price the market gives."
          checked={flatten}
          onChange={setFlatten}
        />
      </ReasonForm>
    </Dialog>
  );
}
