using System.Reflection;
using TradingBot.Core.Exchange;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The exchange of a test, which writes down with what one of its methods was asked.</summary>
/// <typeparam name="T">Of the argument that is written down, the only one of its type.</typeparam>
public class RecordedExchange<T> : DispatchProxy
{
    private IExchange? _exchange;
    private string? _method;
    private List<T>? _asked;

    /// <param name="exchange">Answers everything.</param>
    /// <param name="method">Name of the method that is listened to.</param>
    /// <param name="asked">Gets the argument of every call, oldest first.</param>
    public static IExchange Of(IExchange exchange, string method, List<T> asked)
    {
        var recorded = Create<IExchange, RecordedExchange<T>>();
        var proxy = (RecordedExchange<T>)recorded;
        (proxy._exchange, proxy._method, proxy._asked) = (exchange, method, asked);
        return recorded;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _method)
            _asked!.Add(args!.OfType<T>().Single());
        return targetMethod.Invoke(_exchange, args);
    }
}
