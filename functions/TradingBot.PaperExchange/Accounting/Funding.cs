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

    public static decimal RateOf(Ledger ledger, Category category, string symbol) =>
        ledger.FundingTerms.Find(Instrument.KeyOf(category, symbol))?.Rate ?? ledger.FundingRate;

    public static bool IsDue(Ledger ledger) => ledger.FundingTerms.All.Any(term => term.NextAt <= ledger.Now);

    /// <summary>Puts every perpetual at its next boundary, whatever passed before.</summary>
    public static void Schedule(Ledger ledger)
    {
        foreach (var instrument in InstrumentCatalog.All.Where(row => row.FundingInterval > TimeSpan.Zero))
        {
            var known = ledger.FundingTerms.Find(Instrument.KeyOf(instrument.Category, instrument.Symbol));
            if (known is null || known.NextAt <= ledger.Now)
                Put(ledger, instrument, known?.Rate);
        }
    }

    public static void Settle(Ledger ledger)
    {
        foreach (var term in ledger.FundingTerms.All.Where(term => term.NextAt <= ledger.Now).ToList())
        {
            var instrument = InstrumentCatalog.Get(term.Category, term.Symbol);
            Pay(ledger, instrument);
            Put(ledger, instrument, term.Rate);
        }
    }

    public static void SetRate(Ledger ledger, Instrument instrument, decimal? rate) => Put(ledger, instrument, rate);

    /// <summary>Settles the positions of one symbol now; gives back how many paid or received.</summary>
    public static int Pay(Ledger ledger, Instrument instrument)
    {
        var rate = RateOf(ledger, instrument.Category, instrument.Symbol);
        if (rate == 0)
            return 0;
        var held = Margin.Held(ledger).Where(position => position.Category == instrument.Category && position.Symbol == instrument.Symbol).ToList();
        foreach (var position in held)
            Pay(ledger, position, rate);
        return held.Count;
    }

    private static void Pay(Ledger ledger, Position position, decimal rate)
    {
        var mark = ledger.Last(position.Category, position.Symbol);
        var value = position.Instrument.Contract.Value(position.Size, mark);
        var paid = position.Instrument.Contract.RoundToCoin(position.Sign * value * rate);
        var execution = new Execution
        {
            Id = ledger.NextGuid().ToString(),
            Seq = ledger.NextSequence(),
            Category = position.Category,
            Symbol = position.Symbol,
            Side = position.Side.GetValueOrDefault(),
            OrderId = ledger.NextGuid().ToString(),
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
            At = ledger.Now,
            ExecType = Execution.Funding,
        };
        ledger.Executions.Put(execution);
        ledger.Positions.Put(position with
        {
            CurrentRealised = position.CurrentRealised - paid,
            TotalRealised = position.TotalRealised - paid,
            UpdatedAt = ledger.Now,
        });
        Wallet.Move(ledger, new LedgerEntry
        {
            Id = $"{execution.Id}_{execution.FeeCoin}",
            Seq = ledger.NextSequence(),
            Coin = execution.FeeCoin,
            CashFlow = 0,
            Fee = 0,
            Funding = -paid,
            BalanceAfter = 0,
            At = ledger.Now,
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

    private static void Put(Ledger ledger, Instrument instrument, decimal? rate)
    {
        var known = ledger.FundingTerms.Find(Instrument.KeyOf(instrument.Category, instrument.Symbol));
        ledger.FundingTerms.Put(new FundingTerm
        {
            Category = instrument.Category,
            Symbol = instrument.Symbol,
            NextAt = NextAfter(instrument, ledger.Now),
            Rate = rate,
            Seq = known?.Seq ?? ledger.NextSequence(),
        });
    }
}
