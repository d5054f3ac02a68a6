using System.Reflection;
using TradingBot.Core.Trades;

namespace TradingBot.Functions.Tests.Trading;

/// <summary>The ledger of a test that changes right after a trade's orders were first listed: another process was quicker.</summary>
public class OvertakenLedger : DispatchProxy
{
    private ITradeLedger? _ledger;
    private Func<Task>? _meanwhile;

    /// <param name="ledger">Answers everything.</param>
    /// <param name="meanwhile">What the other process does between the first listing of orders and whatever comes next.</param>
    public static ITradeLedger Of(ITradeLedger ledger, Func<Task> meanwhile)
    {
        var overtaken = Create<ITradeLedger, OvertakenLedger>();
        var proxy = (OvertakenLedger)overtaken;
        (proxy._ledger, proxy._meanwhile) = (ledger, meanwhile);
        return overtaken;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_ledger, args);
        return targetMethod.Name == nameof(ITradeLedger.ListOrdersAsync) && Interlocked.Exchange(ref _meanwhile, null) is { } meanwhile
            ? ThenAsync((Task<IReadOnlyList<OrderRecord>>)answer!, meanwhile)
            : answer;
    }

    private static async Task<IReadOnlyList<OrderRecord>> ThenAsync(Task<IReadOnlyList<OrderRecord>> answer, Func<Task> meanwhile)
    {
        var orders = await answer;
        await meanwhile();
        return orders;
    }
}
