using TradingBot.Bybit.Account;
using TradingBot.Bybit.Market;
using TradingBot.Bybit.Orders;
using TradingBot.Bybit.Positions;
using TradingBot.Core.Exchange;
using TradingBot.Core.Markets;
using TradingBot.Core.Orders;

namespace TradingBot.Bybit;

/// <summary>The exchange port, answered by Bybit: each method goes to the class that knows its routes.</summary>
internal sealed class BybitExchange(
    MarketData market,
    MarketHistory history,
    InstrumentCatalog instruments,
    RiskTiers riskTiers,
    FeeRates fees,
    WalletReader wallet,
    AccountReader account,
    PositionReader positions,
    ClosedPnlReader closedPnl,
    ClosedOptionReader closedOptions,
    OrderReader orders,
    ExecutionReader executions,
    OrderClient orderClient,
    BatchOrderClient batches,
    CancelAllClient cancelAll,
    TradingStopClient stops,
    PositionSettingsClient positionSettings) : IExchange
{
    public Task<ExchangeResult<DateTimeOffset>> GetTimeAsync(CancellationToken token) => market.GetTimeAsync(token);

    public Task<ExchangeResult<IReadOnlyList<Instrument>>> GetInstrumentsAsync(Category category, CancellationToken token) =>
        instruments.GetAsync(category, token);

    public Task<ExchangeResult<Instrument?>> FindInstrumentAsync(Category category, Symbol symbol, CancellationToken token) =>
        instruments.FindAsync(category, symbol, token);

    public Task<ExchangeResult<IReadOnlyList<RiskTier>>> GetRiskTiersAsync(Category category, Symbol symbol, CancellationToken token) =>
        riskTiers.GetAsync(category, symbol, token);

    public Task<ExchangeResult<Ticker>> GetTickerAsync(Category category, Symbol symbol, CancellationToken token) =>
        market.GetTickerAsync(category, symbol, token);

    public Task<ExchangeResult<IReadOnlyList<OptionQuote>>> GetOptionQuotesAsync(string coin, CancellationToken token) =>
        market.GetOptionQuotesAsync(coin, token);

    public Task<ExchangeResult<IReadOnlyList<Candle>>> GetCandlesAsync(
        Category category, Symbol symbol, CandleInterval interval, int count, CancellationToken token) =>
        history.GetCandlesAsync(category, symbol, interval, count, token);

    public Task<ExchangeResult<MarketDepth>> GetDepthAsync(Category category, Symbol symbol, int levels, CancellationToken token) =>
        history.GetDepthAsync(category, symbol, levels, token);

    public Task<ExchangeResult<PriceBand>> GetPriceBandAsync(Category category, Symbol symbol, CancellationToken token) =>
        history.GetPriceBandAsync(category, symbol, token);

    public Task<ExchangeResult<FeeRate>> GetFeeRateAsync(Category category, Symbol symbol, CancellationToken token) =>
        fees.GetAsync(category, symbol, token);

    public Task<ExchangeResult<AccountInfo>> GetAccountInfoAsync(CancellationToken token) => account.GetInfoAsync(token);

    public Task<ExchangeResult<AccountBalance>> GetBalanceAsync(CancellationToken token) => wallet.GetAsync(token);

    public Task<ExchangeResult<IReadOnlyList<AccountTransaction>>> GetTransactionsAsync(DateTimeOffset since, CancellationToken token) =>
        account.GetTransactionsAsync(since, token);

    public Task<ExchangeResult<IReadOnlyList<ExchangePosition>>> GetPositionsAsync(
        Category category, Symbol? symbol, CancellationToken token) =>
        positions.GetAsync(category, symbol, token);

    public Task<ExchangeResult<SymbolPositions>> GetSymbolPositionsAsync(Category category, Symbol symbol, CancellationToken token) =>
        positions.GetSymbolAsync(category, symbol, token);

    public Task<ExchangeResult<IReadOnlyList<ClosedPnl>>> GetClosedPnlAsync(
        Category category, Symbol symbol, DateTimeOffset since, CancellationToken token) =>
        closedPnl.GetAsync(category, symbol, since, token);

    public Task<ExchangeResult<IReadOnlyList<ClosedOption>>> GetClosedOptionsAsync(
        Symbol? symbol, DateTimeOffset since, CancellationToken token) =>
        closedOptions.GetAsync(symbol, since, token);

    public Task<ExchangeResult<ExchangeOrder?>> FindOrderAsync(
        Category category, Symbol symbol, OrderLinkId linkId, CancellationToken token) =>
        orders.FindAsync(category, symbol, linkId, token);

    public Task<ExchangeResult<IReadOnlyList<ExchangeOrder>>> GetOpenOrdersAsync(
        Category category, Symbol? symbol, CancellationToken token) =>
        orders.GetOpenAsync(category, symbol, token);

    public Task<ExchangeResult<IReadOnlyList<ExchangeExecution>>> GetExecutionsAsync(
        Category category, Symbol? symbol, DateTimeOffset since, CancellationToken token) =>
        executions.GetAsync(category, symbol, since, token);

    public Task<SubmitOutcome> PlaceOrderAsync(OrderIntent intent, CancellationToken token) => orderClient.PlaceAsync(intent, token);

    public Task<SubmitOutcome> AmendOrderAsync(OrderAmendment amendment, CancellationToken token) =>
        orderClient.AmendAsync(amendment, token);

    public Task<SubmitOutcome> CancelOrderAsync(
        Category category, Symbol symbol, OrderLinkId linkId, bool isStopOrder, CancellationToken token) =>
        orderClient.CancelAsync(new OrderCancellation(category, symbol, linkId, isStopOrder), token);

    public Task<SubmitOutcome> CancelAllOrdersAsync(Category category, Symbol symbol, CancellationToken token) =>
        cancelAll.CancelAllAsync(category, symbol, token);

    public Task<IReadOnlyList<SubmitOutcome>> PlaceOrdersAsync(IReadOnlyList<OrderIntent> intents, CancellationToken token) =>
        batches.PlaceAsync(intents, token);

    public Task<IReadOnlyList<SubmitOutcome>> AmendOrdersAsync(IReadOnlyList<OrderAmendment> amendments, CancellationToken token) =>
        batches.AmendAsync(amendments, token);

    public Task<IReadOnlyList<SubmitOutcome>> CancelOrdersAsync(IReadOnlyList<OrderCancellation> cancellations, CancellationToken token) =>
        batches.CancelAsync(cancellations, token);

    public Task<SubmitOutcome> SetTradingStopAsync(TradingStop stop, CancellationToken token) => stops.SetAsync(stop, token);

    public Task<SubmitOutcome> SetLeverageAsync(Category category, Symbol symbol, decimal leverage, CancellationToken token) =>
        positionSettings.SetLeverageAsync(category, symbol, leverage, token);

    public Task<SubmitOutcome> SetPositionModeAsync(Category category, Symbol symbol, PositionMode mode, CancellationToken token) =>
        positionSettings.SetModeAsync(category, symbol, mode, token);
}
