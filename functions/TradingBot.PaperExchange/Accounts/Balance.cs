using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Accounts;

/// <summary>Coins owned, before anything reserved by open orders is taken off.</summary>
internal sealed record Balance : IRow
{
    public required string Coin { get; init; }
    public decimal Amount { get; init; }
    public decimal Realised { get; init; }
    public long Seq { get; init; }
    public string Key => Coin;
}
