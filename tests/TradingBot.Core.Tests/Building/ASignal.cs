using TradingBot.Core.Markets;
using TradingBot.Core.Signals;

namespace TradingBot.Core.Tests.Building;

/// <summary>A BTCUSDT alert that fired at noon, changed step by step.</summary>
internal sealed class ASignal
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private Signal _signal = new() { Symbol = Symbol.Parse("BTCUSDT"), FiredAt = Noon, Interval = "60", Price = 60_000m };

    public ASignal Action(SignalAction action) => With(s => s with { Action = action });

    public ASignal To(TargetPosition position, decimal? size = null) => With(s => s with { Position = position, PositionSize = size });

    public ASignal From(TargetPosition position, decimal? size = null) =>
        With(s => s with { PrevPosition = position, PrevPositionSize = size });

    public ASignal With(Func<Signal, Signal> change)
    {
        _signal = change(_signal);
        return this;
    }

    public Signal Build() => _signal;
}
