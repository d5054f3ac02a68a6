using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Core.Ports;

/// <summary>The venue. Reads answer a value or a reason; whatever moves orders answers accepted, rejected or unknown. Nothing here throws for a venue's answer.</summary>
public interface IExchange
{
    Task<VenueResult<DateTimeOffset>> GetTimeAsync(CancellationToken token);

    /// <summary>All tradable and announced instruments of a category; cached by the implementation, at most a day old.</summary>
    Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(Category category, CancellationToken token);

    Task<VenueResult<Ticker>> GetTickerAsync(Category category, Symbol symbol, CancellationToken token);

    Task<VenueResult<FeeRate>> GetFeeRateAsync(Category category, Symbol symbol, CancellationToken token);

    Task<VenueResult<AccountBalance>> GetBalanceAsync(CancellationToken token);

    /// <summary>Open positions of a derivatives category; of one symbol when given, else of every settle coin.</summary>
    Task<VenueResult<IReadOnlyList<VenuePosition>>> GetPositionsAsync(Category category, Symbol? symbol, CancellationToken token);

    /// <summary>The leverage with which the symbol's next order would trade; null when the venue names none or two that differ.</summary>
    Task<VenueResult<decimal?>> GetLeverageAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>The order with this link id in any state, from live orders, then from history; null when the venue shows none (which, soon after sending, is no proof).</summary>
    Task<VenueResult<VenueOrder?>> FindOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token);

    /// <summary>Live orders of the symbol, stop orders included.</summary>
    Task<VenueResult<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(Category category, Symbol symbol, CancellationToken token);

    /// <summary>All executions of the symbol since a moment, oldest first, every page.</summary>
    Task<VenueResult<IReadOnlyList<VenueExecution>>> GetExecutionsAsync(Category category, Symbol symbol, DateTimeOffset since, CancellationToken token);

    /// <summary>The venue's closed profit rows since a moment, oldest first (linear and inverse).</summary>
    Task<VenueResult<IReadOnlyList<ClosedPnl>>> GetClosedPnlAsync(Category category, Symbol symbol, DateTimeOffset since, CancellationToken token);

    Task<SubmitOutcome> PlaceOrderAsync(OrderIntent intent, CancellationToken token);

    /// <summary>An order that is already finished counts as accepted; read its fills afterwards.</summary>
    Task<SubmitOutcome> CancelOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, bool isStopOrder, CancellationToken token);

    Task<SubmitOutcome> SetTradingStopAsync(TradingStop stop, CancellationToken token);

    Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token);
}
