using TradingBot.Bybit.Account;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Positions;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;
using TradingBot.Core.Ports;

namespace TradingBot.Bybit;

/// <summary>Bybit behind the venue port: the only road to the exchange.</summary>
internal sealed class BybitExchange(
    MarketData market,
    InstrumentCatalog instruments,
    FeeRates fees,
    Wallet wallet,
    PositionReader positions,
    ClosedPnlReader closedPnl,
    OrderReader orders,
    ExecutionReader executions,
    OrderDesk desk,
    PositionControl control) : IExchange
{
    public Task<VenueResult<DateTimeOffset>> GetTimeAsync(CancellationToken token) => market.GetTimeAsync(token);

    public Task<VenueResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(Category category, CancellationToken token) =>
        instruments.GetAsync(category, token);

    public Task<VenueResult<Ticker>> GetTickerAsync(Category category, Symbol symbol, CancellationToken token) =>
        market.GetTickerAsync(category, symbol, token);

    public Task<VenueResult<FeeRate>> GetFeeRateAsync(Category category, Symbol symbol, CancellationToken token) =>
        fees.GetAsync(category, symbol, token);

    public Task<VenueResult<AccountBalance>> GetBalanceAsync(CancellationToken token) => wallet.GetAsync(token);

    public Task<VenueResult<IReadOnlyList<VenuePosition>>> GetPositionsAsync(Category category, Symbol? symbol, CancellationToken token) =>
        positions.GetAsync(category, symbol, token);

    public Task<VenueResult<decimal?>> GetLeverageAsync(Category category, Symbol symbol, CancellationToken token) =>
        positions.GetLeverageAsync(category, symbol, token);

    public Task<VenueResult<VenueOrder?>> FindOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token) =>
        orders.FindAsync(category, symbol, linkId, token);

    public Task<VenueResult<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(Category category, Symbol symbol, CancellationToken token) =>
        orders.GetOpenAsync(category, symbol, token);

    public Task<VenueResult<IReadOnlyList<VenueExecution>>> GetExecutionsAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token) => executions.GetAsync(category, symbol, since, token);

    public Task<VenueResult<IReadOnlyList<ClosedPnl>>> GetClosedPnlAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token) => closedPnl.GetAsync(category, symbol, since, token);

    public Task<SubmitOutcome> PlaceOrderAsync(OrderIntent intent, CancellationToken token) => desk.PlaceAsync(intent, token);

    public Task<SubmitOutcome> CancelOrderAsync(Category category, Symbol symbol, OrderLinkId linkId, bool isStopOrder, CancellationToken token) =>
        desk.CancelAsync(category, symbol, linkId, isStopOrder, token);

    public Task<SubmitOutcome> SetTradingStopAsync(TradingStop stop, CancellationToken token) => control.SetTradingStopAsync(stop, token);

    public Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token) =>
        control.SetLeverageAsync(category, symbol, leverage, token);
}
