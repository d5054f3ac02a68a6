using TradingBot.PaperExchange.Accounts;
using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Markets;
using TradingBot.PaperExchange.Orders;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Accounting;

/// <summary>
/// Funding of perpetuals: at each boundary of its interval a position pays (long, positive rate) or gets its value at mark
/// times the rate. Boundaries that pass while the exchange does not run are not made up for.
/// </summary>
internal static class Funding
{
    public static DateTimeOffset NextAfter(Instrument instrument, DateTimeOffset time) =>
        Timeframe.Floor(time, instrument.FundingInterval) + instrument.FundingInterval;

    public static decimal RateOf(ExchangeState state, Category category, string symbol) =>
        state.FundingTerms.Find(Instrument.KeyOf(category, symbol))?.Rate ?? state.FundingRate;

    public static bool IsDue(ExchangeState state) => state.FundingTerms.All.Any(term => term.NextAt <= state.Now);

    /// <summary>Puts every perpetual at its next boundary, whatever passed before.</summary>
    public static void Schedule(ExchangeState state)
    {
        foreach (var instrument in InstrumentCatalog.All.Where(row => row.FundingInterval > TimeSpan.Zero))
        {
            var known = state.FundingTerms.Find(Instrument.KeyOf(instrument.Category, instrument.Symbol));
            if (known is null || known.NextAt <= state.Now)
                Put(state, instrument, known?.Rate);
        }
    }

    public static void Settle(ExchangeState state)
    {
        foreach (var term in state.FundingTerms.All.Where(term => term.NextAt <= state.Now).ToList())
        {
            var instrument = InstrumentCatalog.Get(term.Category, term.Symbol);
            Pay(state, instrument);
            Put(state, instrument, term.Rate);
        }
    }

    public static void SetRate(ExchangeState state, Instrument instrument, decimal? rate) => Put(state, instrument, rate);

    /// <summary>Settles the positions of one symbol now; gives back how many paid or received.</summary>
    public static int Pay(ExchangeState state, Instrument instrument)
    {
        var rate = RateOf(state, instrument.Category, instrument.Symbol);
        if (rate == 0)
            return 0;
        var held = Margin.Held(state)
            .Where(position => position.Category == instrument.Category && position.Symbol == instrument.Symbol)
            .ToList();
        foreach (var position in held)
            Pay(state, position, rate);
        return held.Count;
    }

    private static void Pay(ExchangeState state, Position position, decimal rate)
    {
        var mark = state.Last(position.Category, position.Symbol);
        var value = position.Instrument.Contract.Value(position.Size, mark);
        var paid = position.Instrument.Contract.RoundToCoin(position.Sign * value * rate);
        var execution = new Execution
        {
            Id = state.NextGuid().ToString(),
            Seq = state.NextSequence(),
            Category = position.Category,
            Symbol = position.Symbol,
            Side = position.Side.GetValueOrDefault(),
            OrderId = state.NextGuid().ToString(),
            OrderLinkId = "",
            OrderType = OrderType.Market,
            OrderPrice = null,
            OrderQty = 0,
            LeavesQty = 0,
            Price = mark,
            Qty = position.Size,
            Value = value,
            Fee = paid,
            FeeRate = rate,
            FeeCoin = position.Instrument.SettleCoin,
            IsMaker = false,
            ClosedSize = 0,
            MarkPrice = mark,
            StopKind = StopKind.None,
            CreateType = "",
            At = state.Now,
            ExecType = Execution.Funding,
        };
        state.Executions.Put(execution);
        state.Positions.Put(position with
        {
            CurrentRealised = position.CurrentRealised - paid,
            TotalRealised = position.TotalRealised - paid,
            UpdatedAt = state.Now,
        });
        Wallet.Move(state, new LedgerEntry
        {
            Id = $"{execution.Id}_{execution.FeeCoin}",
            Seq = state.NextSequence(),
            Coin = execution.FeeCoin,
            CashFlow = 0,
            Fee = 0,
            Funding = -paid,
            BalanceAfter = 0,
            At = state.Now,
            Type = "SETTLEMENT",
            Category = position.Category,
            Symbol = position.Symbol,
            Side = position.Side,
            OrderId = execution.OrderId,
            TradeId = execution.Id,
            Qty = position.Size,
            Price = mark,
            FeeRate = rate,
            Size = position.Sign * position.Size,
        });
    }

    private static void Put(ExchangeState state, Instrument instrument, decimal? rate)
    {
        var known = state.FundingTerms.Find(Instrument.KeyOf(instrument.Category, instrument.Symbol));
        state.FundingTerms.Put(new FundingTerm
        {
            Category = instrument.Category,
            Symbol = instrument.Symbol,
            NextAt = NextAfter(instrument, state.Now),
            Rate = rate,
            Seq = known?.Seq ?? state.NextSequence(),
        });
    }
}
