using System.Reflection;
using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The exchange of a test with one kind of order answered by the test and sent nowhere.</summary>
/// <typeparam name="T">What is asked for: an order, an amendment, a stop.</typeparam>
public class AnsweredExchange<T> : DispatchProxy
{
    private IExchange? _exchange;
    private string? _method;
    private Func<T, SubmitOutcome>? _answer;

    /// <param name="exchange">Answers everything else.</param>
    /// <param name="answer">What the exchange says to it.</param>
    /// <param name="method">Name of the one method that is answered; null: each whose first argument is of that type.</param>
    public static IExchange Of(IExchange exchange, Func<T, SubmitOutcome> answer, string? method = null)
    {
        var answered = Create<IExchange, AnsweredExchange<T>>();
        var proxy = (AnsweredExchange<T>)answered;
        (proxy._exchange, proxy._answer, proxy._method) = (exchange, answer, method);
        return answered;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        args is [T asked, ..] && (_method is null || targetMethod!.Name == _method)
            ? Task.FromResult(_answer!(asked))
            : targetMethod!.Invoke(_exchange, args);
}
