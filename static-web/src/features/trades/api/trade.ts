/** Whether the bot still follows the trade. */
export function isLive(status: string): boolean {
  return ['pending', 'opening', 'open', 'closing'].includes(status);
}
