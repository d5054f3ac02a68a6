using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Positions;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>One-way or hedge mode, for one symbol or for all idle symbols of a coin. Only USDT perpetuals hedge.</summary>
internal static class SwitchModeRoute
{
    private const int OneWay = 0;
    private const int Hedge = 3;

    public static Answer Switch(Call call)
    {
        var fields = call.Fields;
        var category = fields.Category();
        var mode = fields.Whole("mode");
        var symbol = fields.Text("symbol");
        var coin = fields.Text("coin");
        if (symbol is null && coin is null)
            fields.Fail(new Refusal(10001, "params error: symbol or coin is required"));
        if (mode is not (OneWay or Hedge))
            fields.Fail(Refusals.Parameter("mode"));
        if (fields.Fault is { } fault)
            return fault;
        var instruments = InstrumentCatalog.All
            .Where(row => row.Category == category && category != Category.Spot && (
                symbol is null ? row.SettleCoin == coin : row.Symbol == symbol))
            .ToList();
        if (instruments.Count == 0)
            return Refusals.Symbol(Category.Linear);
        if (mode == Hedge && instruments.Exists(row => row is not { Category: Category.Linear, SettleCoin: "USDT" }))
            return new Refusal(110029, "This symbol does not support hedge mode");
        return call.ExchangeSimulator.Write<Answer>((state, _) => Switch(state, instruments, mode == Hedge));
    }

    /// <summary>By coin only idle symbols change, and that is enough; a symbol alone must be idle.</summary>
    private static Answer Switch(ExchangeState state, List<Instrument> instruments, bool hedged)
    {
        var others = instruments.Where(row => state.IsHedged(row.Category, row.Symbol) != hedged).ToList();
        if (others.Count == 0)
            return new Refusal(110025, "Position mode is not modified");
        var idle = others.Where(row => Busy(state, row) is null).ToList();
        if (idle.Count == 0)
            return Busy(state, others[0]) ?? throw new InvalidOperationException("A symbol was neither idle nor busy.");
        foreach (var instrument in idle)
        {
            var key = Instrument.KeyOf(instrument.Category, instrument.Symbol);
            state.Modes.Put(new PositionMode(key, state.Modes.Find(key)?.Seq ?? state.NextSequence(), hedged));
            CarryOut(state, instrument, hedged);
        }

        return Answer.Empty;
    }

    private static Refusal? Busy(ExchangeState state, Instrument row)
    {
        if (state.PositionsOf(row.Category, row.Symbol).Any(position => !position.IsFlat))
            return new Refusal(110024, "Cannot switch position mode: the symbol has an existing position");
        return state.OpenOrdersOf(row.Category, row.Symbol).Count > 0
            ? new Refusal(110028, "Cannot switch position mode: the symbol has existing open orders")
            : null;
    }

    /// <summary>The legs take over the leverage that the symbol has now.</summary>
    private static void CarryOut(ExchangeState state, Instrument row, bool hedged)
    {
        if (!hedged)
            return;
        var leverage = state.PositionOf(row.Category, row.Symbol, 0).Leverage;
        foreach (var leg in state.PositionsOf(row.Category, row.Symbol))
            state.Positions.Put(leg with { Leverage = leverage, Seq = leg.Seq == 0 ? state.NextSequence() : leg.Seq });
    }
}
