using TradingBot.PaperExchange.Instruments;
using TradingBot.PaperExchange.Protocol;

namespace TradingBot.PaperExchange.Intake;

/// <summary>Which symbols a request is about: symbol before baseCoin before settleCoin, or all.</summary>
internal sealed record OrderScope(string? Symbol, string? BaseCoin, string? SettleCoin)
{
    public static OrderScope Read(Fields fields, bool required)
    {
        var scope = new OrderScope(fields.Text("symbol"), fields.Text("baseCoin"), fields.Text("settleCoin"));
        if (required && scope is { Symbol: null, BaseCoin: null, SettleCoin: null })
            fields.Fail(new Refusal(10001, "params error: symbol, baseCoin or settleCoin is required"));
        return scope;
    }

    public bool Holds(Instrument instrument)
    {
        if (Symbol is not null)
            return instrument.Symbol == Symbol;
        if (BaseCoin is not null)
            return instrument.BaseCoin == BaseCoin;
        return SettleCoin is null || instrument.SettleCoin == SettleCoin;
    }
}
