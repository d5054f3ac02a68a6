using TradingBot.PaperExchange.Options;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Orders;

/// <summary>One fill, or one payment of funding. Value is what the contract says, fee is value (spot buy: quantity) times rate.</summary>
internal sealed record Execution : IRow
{
    public const string Funding = "Funding";
    public const string Bust = "BustTrade";

    public required string Id { get; init; }
    public required long Seq { get; init; }
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }
    public required string OrderId { get; init; }
    public required string OrderLinkId { get; init; }
    public required OrderType OrderType { get; init; }

    /// <summary>In the quote coin; absent for an order at market.</summary>
    public required decimal? OrderPrice { get; init; }

    /// <summary>Base coin (inverse: dollars; spot market buy by amount: quote coin).</summary>
    public required decimal OrderQty { get; init; }

    /// <summary>What of the order was still open after this fill, in the unit of <see cref="OrderQty"/>.</summary>
    public required decimal LeavesQty { get; init; }

    /// <summary>In the quote coin.</summary>
    public required decimal Price { get; init; }

    /// <summary>Base coin (inverse: dollars).</summary>
    public required decimal Qty { get; init; }

    /// <summary>In the settle coin (spot: quote coin).</summary>
    public required decimal Value { get; init; }

    /// <summary>In <see cref="FeeCoin"/>; positive: paid.</summary>
    public required decimal Fee { get; init; }

    /// <summary>Fraction; the funding rate on a payment of funding.</summary>
    public required decimal FeeRate { get; init; }

    public required string FeeCoin { get; init; }
    public required bool IsMaker { get; init; }

    /// <summary>What of the quantity made a position smaller.</summary>
    public required decimal ClosedSize { get; init; }

    /// <summary>In the quote coin.</summary>
    public required decimal MarkPrice { get; init; }

    public required StopKind StopKind { get; init; }
    public required string CreateType { get; init; }

    /// <summary>UTC, by the exchange's clock.</summary>
    public required DateTimeOffset At { get; init; }

    public OptionFigures? Option { get; init; }
    public string ExecType { get; init; } = "Trade";
    public string Key => Id;
}
