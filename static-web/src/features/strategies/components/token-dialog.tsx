import { Button } from '@/components/ui/button';
import { Dialog, DialogActions } from '@/components/ui/dialog';
import type { StrategySaved } from '@/generated/zod.gen';
import { WebhookGuide } from './webhook-guide';

interface TokenDialogProps {
  webhook: StrategySaved['webhook'];
  takesOthers: boolean;
  onClose: () => void;
}

/** The only time the token can be read; the bot keeps no readable copy. */
export function TokenDialog({ webhook, takesOthers, onClose }: TokenDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Copy the token now"
      description="It is shown this once. The message below already contains it; anyone who has it can make this strategy trade."
    >
      <WebhookGuide url={webhook.url} token={webhook.token} takesOthers={takesOthers} />
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
