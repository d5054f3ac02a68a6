namespace TradingBot.Core.Trades;

/// <summary>A move of a limit entry that still waits to another price.</summary>
/// <param name="Price">On the tick, never beyond <see cref="EntryTerms.WorstPrice"/>.</param>
/// <param name="Cause">Why.</param>
/// <param name="At">When it was decided; the exchange is asked for it then.</param>
/// <param name="Number">How many moves of this entry it makes, from 1.</param>
public sealed record EntryMove(decimal Price, EntryMoveCause Cause, DateTimeOffset At, int Number);
