using System.Reflection;
using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>
/// The exchange of a test with one kind of answer changed on its way: what a real one says and the paper exchange never does.
/// </summary>
/// <typeparam name="T">What the changed reading gives when it succeeds.</typeparam>
public class AlteredExchange<T> : DispatchProxy
{
    private IExchange? _exchange;
    private string? _method;
    private Func<T, T>? _change;

    /// <param name="exchange">Answers everything.</param>
    /// <param name="method">Name of the reading whose answer is changed.</param>
    /// <param name="change">From the answer that was given to the one that is heard.</param>
    public static IExchange Of(IExchange exchange, string method, Func<T, T> change)
    {
        var altered = Create<IExchange, AlteredExchange<T>>();
        var proxy = (AlteredExchange<T>)altered;
        (proxy._exchange, proxy._method, proxy._change) = (exchange, method, change);
        return altered;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_exchange, args);
        return targetMethod.Name == _method ? ChangedAsync((Task<ExchangeResult<T>>)answer!) : answer;
    }

    private async Task<ExchangeResult<T>> ChangedAsync(Task<ExchangeResult<T>> answer) => await answer switch
    {
        ExchangeResult<T>.Success { Value: var value } => new ExchangeResult<T>.Success(_change!(value)),
        var failure => failure,
    };
}
