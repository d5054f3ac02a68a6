import {
  alertFormat,
  allowedDirection,
  category,
  oppositeAlert,
  orderType,
  sizingMode,
  strategyState,
  unfilledEntry,
} from '@/generated/zod.gen';

/** What the form offers: words of the contract. */
export const states = strategyState.known;
export const categories = category.known;
export const directions = allowedDirection.known;
export const oppositeAlerts = oppositeAlert.known;
export const orderTypes = orderType.known;
export const unfilledEntries = unfilledEntry.known;
/** Those of other services; the bot's own is always taken. */
export const foreignFormats = alertFormat.known.filter((word) => word !== 'tradingbot');
export const sizingModes = sizingMode.known;
