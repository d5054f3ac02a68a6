namespace TradingBot.PaperExchange.Tables;

/// <summary>One row as a command left it, and as it was before; absent when the row is new.</summary>
internal sealed record RowChange(IRow? Before, IRow After);
