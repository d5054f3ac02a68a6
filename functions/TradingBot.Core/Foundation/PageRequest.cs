namespace TradingBot.Core.Foundation;

/// <summary>Which page is wanted: at most 200 rows after the cursor of the page before (null: the first page).</summary>
public sealed record PageRequest(int Limit = 50, string? Cursor = null)
{
    public const int MaxLimit = 200;
}
