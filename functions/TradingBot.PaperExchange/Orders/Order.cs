using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Tables;

namespace TradingBot.PaperExchange.Orders;

/// <summary>
/// One order with everything that happened to it so far. Quantities in the base coin (inverse: dollars) unless <see cref="QuoteQty"/> is
/// set.
/// </summary>
internal sealed record Order : IRow
{
    public const string ByLiquidation = "CreateByLiq";

    public required string Id { get; init; }
    public required long Seq { get; init; }
    public required Category Category { get; init; }
    public required string Symbol { get; init; }
    public required Side Side { get; init; }

    /// <summary>0 one-way, 1 long leg, 2 short leg.</summary>
    public int PositionIdx { get; init; }

    public required OrderType Type { get; init; }

    /// <summary>Zero or more: base coin (inverse: dollars), or quote coin where <see cref="QuoteQty"/> is set.</summary>
    public required decimal Qty { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public string LinkId { get; init; } = "";
    public string ParentLinkId { get; init; } = "";

    /// <summary>Limit price in the quote coin; absent for an order at market.</summary>
    public decimal? Price { get; init; }

    public TimeInForce TimeInForce { get; init; }
    public OrderStatus Status { get; init; }
    public string CancelType { get; init; } = "UNKNOWN";
    public string RejectReason { get; init; } = "EC_NoError";
    public string CreateType { get; init; } = "CreateByUser";
    public bool ReduceOnly { get; init; }
    public bool CloseOnTrigger { get; init; }

    /// <summary>Last price of the symbol when the order was made, in the quote coin.</summary>
    public decimal LastPriceOnCreated { get; init; }

    /// <summary>Filled so far, in the unit of <see cref="Qty"/>; spot by amount: base coin.</summary>
    public decimal CumQty { get; init; }

    /// <summary>Value of all fills, in the settle coin (spot: quote coin).</summary>
    public decimal CumValue { get; init; }

    /// <summary>Fees of all fills, in <see cref="FeeCoin"/>.</summary>
    public decimal CumFee { get; init; }

    public string FeeCoin { get; init; } = "";

    /// <summary>Spot market buy: the amount of quote coin to spend; <see cref="Qty"/> then holds the same number.</summary>
    public decimal? QuoteQty { get; init; }

    public string MarketUnit { get; init; } = "";
    public OrderFilter Filter { get; init; }
    public StopKind StopKind { get; init; }

    /// <summary>In the quote coin.</summary>
    public decimal? TriggerPrice { get; init; }
    public int TriggerDirection { get; init; }
    public TriggerBy? TriggerBy { get; init; }

    /// <summary>The volatility by which an option order was priced.</summary>
    public decimal? OrderIv { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>Trigger price in the quote coin.</summary>
    public decimal? StopLoss { get; init; }
    public TriggerBy TpTriggerBy { get; init; }
    public TriggerBy SlTriggerBy { get; init; }
    public TpslMode? TpslMode { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? TpLimitPrice { get; init; }

    /// <summary>In the quote coin; null when the exit goes out at market.</summary>
    public decimal? SlLimitPrice { get; init; }

    /// <summary>Distance from the best price at which a trailing stop fires, in the quote coin.</summary>
    public decimal? TrailingDistance { get; init; }

    /// <summary>Price from which a trailing stop follows, in the quote coin; absent: at once.</summary>
    public decimal? ActivePrice { get; init; }

    /// <summary>Best price since the trailing stop became active; absent before.</summary>
    public decimal? TrailingExtreme { get; init; }

    /// <summary>The other half of a take-profit / stop-loss pair.</summary>
    public string? SiblingId { get; init; }

    /// <summary>Largest distance between fill and quote that a market order accepts, as a price.</summary>
    public decimal? WorstPrice { get; init; }

    /// <summary>
    /// Last price when the rest of a taking order came to rest at the head of the book; it trades on when the price moves.
    /// </summary>
    public decimal? RestedAt { get; init; }

    /// <summary>Set by a fault: the order is rejected by the matcher after it was acknowledged.</summary>
    public bool RejectAfterAck { get; init; }

    /// <summary>Set by a fault: the first fill takes only this share, in percent.</summary>
    public decimal? FirstFillPercent { get; init; }

    /// <summary>With <see cref="FirstFillPercent"/>: the rest is filled too, in a second execution, instead of cancelled.</summary>
    public bool RestFills { get; init; }

    /// <summary>Set by a fault: the order is open but nothing is filled before.</summary>
    public DateTimeOffset? FillsFrom { get; init; }

    /// <summary>Set by a fault: queries for orders do not show it before.</summary>
    public DateTimeOffset? VisibleFrom { get; init; }

    public string Key => Id;
    public Instrument Instrument => InstrumentCatalog.Get(Category, Symbol);
    public bool HasExits => TakeProfit is not null || StopLoss is not null;
    public bool IsOpen => Status is OrderStatus.Created or OrderStatus.Untriggered or OrderStatus.New or OrderStatus.PartiallyFilled;
    public bool IsResting => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    /// <summary>What may still be filled; zero once the order has ended.</summary>
    public decimal LeavesQty => IsOpen ? Qty - CumQty : 0;

    /// <summary>True for orders that exist only to close the position they belong to.</summary>
    public bool IsProtective => StopKind is StopKind.TakeProfit or StopKind.StopLoss or StopKind.TrailingStop
        or StopKind.PartialTakeProfit or StopKind.PartialStopLoss;

    public Order Ended(OrderStatus status, string cancelType, string rejectReason, DateTimeOffset now) =>
        this with { Status = status, CancelType = cancelType, RejectReason = rejectReason, UpdatedAt = now };
}
