using TradingBot.Core.Exchange;

namespace TradingBot.Architecture.Tests.Wrong;

/// <summary>Deliberately wrong: a rule must be seen failing for it.</summary>
internal sealed class WrongOrchestrator(IExchange exchange)
{
    public IExchange Exchange { get; } = exchange;
}
