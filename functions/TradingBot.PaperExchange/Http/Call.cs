using TradingBot.PaperExchange.Faults;
using TradingBot.PaperExchange.Protocol;
using TradingBot.PaperExchange.Settings;
using TradingBot.PaperExchange.Simulation;
using TradingBot.PaperExchange.State;

namespace TradingBot.PaperExchange.Http;

/// <summary>One request as an endpoint sees it. Of a batch only the first <see cref="Granted"/> orders are within the limit.</summary>
internal sealed record Call(
    Fields Fields, ExchangeSimulator ExchangeSimulator, DelayedOutcomes Outcomes, PaperExchangeOptions Options, Fault? Fault,
    int Granted = 1)
{
    /// <summary>The exchange's clock, wrong by as much as a fault wants.</summary>
    public DateTimeOffset Now => Options.TimeProvider.GetUtcNow() + (Fault?.Skew ?? TimeSpan.Zero);

    /// <summary>Reads the state, or what it was a moment ago when a fault lets queries lag.</summary>
    public T Read<T>(Func<ExchangeState, T> query) =>
        Fault is { Kind: FaultKind.Lag } lag ? ExchangeSimulator.ReadPast(lag.Delay, query) : ExchangeSimulator.Read(query);
}
