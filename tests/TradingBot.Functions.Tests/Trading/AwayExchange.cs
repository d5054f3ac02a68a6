using System.Reflection;
using TradingBot.Core.Exchange;
using TradingBot.Trading.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The exchange of a test that has none: it gives no answer to anything.</summary>
public class AwayExchange : DispatchProxy
{
    public static IExchange Open() => Create<IExchange, AwayExchange>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        throw new ExchangeUnavailableException(new ExchangeError(0, "No answer.", RetryGuidance.RetryLater));
}
