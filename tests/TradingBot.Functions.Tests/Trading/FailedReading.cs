using System.Reflection;
using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The exchange of a test that fails one kind of reading.</summary>
/// <typeparam name="T">What the reading gives when it succeeds.</typeparam>
public class FailedReading<T> : DispatchProxy
{
    private static readonly ExchangeError NoAnswer = new(0, "No answer.", RetryGuidance.RetryLater);

    private IExchange? _exchange;
    private string? _method;
    private ExchangeError _error = NoAnswer;

    /// <param name="exchange">Answers everything else.</param>
    /// <param name="method">Name of the reading that fails.</param>
    /// <param name="error">What it fails with; null: no answer.</param>
    public static IExchange Of(IExchange exchange, string method, ExchangeError? error = null)
    {
        var failing = Create<IExchange, FailedReading<T>>();
        var proxy = (FailedReading<T>)failing;
        (proxy._exchange, proxy._method, proxy._error) = (exchange, method, error ?? NoAnswer);
        return failing;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == _method
            ? Task.FromResult<ExchangeResult<T>>(new ExchangeResult<T>.Failure(_error))
            : targetMethod.Invoke(_exchange, args);
}
