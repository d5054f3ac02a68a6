import { usePollAccount } from '@/features/account/api/get-account';
import { usePollHalt } from '@/features/controls/api/get-halt';
import { usePollHealth } from '@/features/system/api/get-health-details';

/** The one owner of what the whole app shows; every other reader only looks on. */
export function Polling() {
  usePollAccount();
  usePollHalt();
  usePollHealth();
  return null;
}
