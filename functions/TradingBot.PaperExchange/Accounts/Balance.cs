using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Accounts;

/// <summary>Coins owned, before anything reserved by open orders is taken off.</summary>
internal sealed record Balance : IRow
{
    public required string Coin { get; init; }

    /// <summary>In the coin; negative when the coin is owed.</summary>
    public decimal Amount { get; init; }

    /// <summary>Profit and loss of derivatives over the life of the account, fees and funding included; in the coin.</summary>
    public decimal Realised { get; init; }

    public long Seq { get; init; }
    public string Key => Coin;
}
