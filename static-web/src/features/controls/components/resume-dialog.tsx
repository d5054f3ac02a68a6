import { Dialog } from '@/components/ui/dialog';
import { usePostResume } from '../api/post-resume';
import { ReasonForm } from './reason-form';

interface ResumeDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ResumeDialog({ open, onOpenChange }: ResumeDialogProps) {
  const resume = usePostResume();
  const close = () => {
    onOpenChange(false);
    resume.reset();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (next) onOpenChange(true);
        else close();
      }}
      title="Resume trading?"
      description="The bot opens positions again from the next alert on. Alerts that were refused during the halt are not traded later."
    >
      <ReasonForm
        placeholder="For example: spread is back to normal"
        submit="Resume trading"
        danger={false}
        busy={resume.isPending}
        error={resume.error}
        onCancel={close}
        onSubmit={(reason) => {
          resume.mutate({ reason }, { onSuccess: close });
        }}
      />
    </Dialog>
  );
}
