using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker.Shims;
using TradingBot.Architecture.Tests.Wrong;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Markets;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.Local;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.PaperExchange;
using TradingBot.PostgresHosting;
using TradingBot.Trading.Entries;

namespace TradingBot.Architecture.Tests;

/// <summary>What the SDK has a name for is the SDK's: a type of ours by the same name would be a copy, or be taken for one.</summary>
public sealed class SdkNameTests
{
    private static readonly Assembly[] Sdk =
    [
        typeof(FunctionContext).Assembly,
        typeof(BindingAttribute).Assembly,
        typeof(HttpTriggerAttribute).Assembly,
        typeof(TimerTriggerAttribute).Assembly,
        typeof(OrchestrationTriggerAttribute).Assembly,
        typeof(TaskOrchestrationContext).Assembly,
        typeof(DurableTaskClient).Assembly,
        typeof(DurableTaskShimFactory).Assembly,
        typeof(DurableTask.Core.TaskOrchestration).Assembly,
    ];

    private static readonly Assembly[] Ours =
    [
        typeof(Symbol).Assembly,
        typeof(BybitOptions).Assembly,
        typeof(LedgerMigrations).Assembly,
        typeof(PaperExchangeHost).Assembly,
        typeof(EmbeddedPostgres).Assembly,
        typeof(LocalRuntimeOptions).Assembly,
        typeof(SignalDecider).Assembly,
        typeof(OneMachineHost).Assembly,
    ];

    [Fact]
    public void No_type_of_ours_has_the_name_of_a_public_type_of_the_sdk() =>
        Assert.Empty(Ours.SelectMany(static room => Shared(room.GetTypes())));

    [Fact]
    public void Name_rule_fails_for_a_copy() =>
        Assert.Equal([nameof(Wrong.TimerInfo)], Shared([typeof(Wrong.TimerInfo), typeof(WrongOrchestrator)]));

    private static IEnumerable<string> Shared(IEnumerable<Type> types)
    {
        var taken = Sdk.SelectMany(static assembly => assembly.GetExportedTypes()).Where(static type => !type.IsNested)
            .Select(static type => type.Name).ToHashSet(StringComparer.Ordinal);
        return types.Where(type => !type.IsNested && taken.Contains(type.Name)).Select(static type => type.Name);
    }
}
