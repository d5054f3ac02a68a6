namespace TradingBot.PaperExchange.PriceSources.Live;

/// <summary>What asking for one ticker brought.</summary>
internal abstract record LiveAnswer
{
    /// <param name="Stamp">Milliseconds by the clock of the exchange that answered.</param>
    public sealed record Priced(decimal Price, long Stamp) : LiveAnswer;

    /// <param name="IsBan">The exchange asks to be left alone for a while.</param>
    public sealed record Failed(string Reason, bool IsBan) : LiveAnswer;
}
