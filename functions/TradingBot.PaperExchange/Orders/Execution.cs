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
    public required decimal? OrderPrice { get; init; }
    public required decimal OrderQty { get; init; }
    public required decimal LeavesQty { get; init; }
    public required decimal Price { get; init; }
    public required decimal Qty { get; init; }
    public required decimal Value { get; init; }
    public required decimal Fee { get; init; }
    public required decimal FeeRate { get; init; }
    public required string FeeCoin { get; init; }
    public required bool IsMaker { get; init; }
    public required decimal ClosedSize { get; init; }
    public required decimal MarkPrice { get; init; }
    public required StopKind StopKind { get; init; }
    public required string CreateType { get; init; }
    public required DateTimeOffset At { get; init; }
    public OptionFigures? Option { get; init; }
    public string ExecType { get; init; } = "Trade";
    public string Key => Id;
}
