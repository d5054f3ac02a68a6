using TradingBot.Core.Foundation;

namespace TradingBot.Functions.Http;

/// <summary>One page of a list, newest first; next is the cursor of the following page, null on the last.</summary>
public sealed record ListView<T>(IReadOnlyList<T> Items, string? Next)
{
    public static ListView<T> Of<TRecord>(LedgerPage<TRecord> page, Func<TRecord, T> view) => new([.. page.Items.Select(view)], page.Next);
}
