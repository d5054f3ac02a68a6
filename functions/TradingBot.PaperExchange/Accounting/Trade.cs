namespace TradingBot.PaperExchange.Accounting;

/// <summary>The terms of one fill. Value in the settle coin (spot: quote coin), fee in its own coin.</summary>
internal sealed record Trade(
    decimal Qty, decimal Price, decimal Value, decimal Fee, decimal FeeRate, string FeeCoin, bool IsMaker, decimal ClosedSize);
