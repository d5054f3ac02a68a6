import { allowedDirection, category, oppositeAlert, orderType, sizingMode, strategyState } from '@/generated/zod.gen';

/** What the form offers: words of the contract, without those that the bot does not support yet. */
export const states = strategyState.known;
export const categories = category.known.filter((word) => word !== 'option');
export const directions = allowedDirection.known;
export const oppositeAlerts = oppositeAlert.known;
export const orderTypes = orderType.known;
export const sizingModes = sizingMode.known;
