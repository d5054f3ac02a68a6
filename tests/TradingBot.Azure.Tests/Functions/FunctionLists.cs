using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using TradingBot.Azure.Tests.Publishing;
using TradingBot.Functions.Orchestrations;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.Azure.Tests.Functions;

/// <summary>The program's functions as different readers see them, by name.</summary>
internal static class FunctionLists
{
    /// <summary>What the published program says of itself to a host that asks before it starts a worker.</summary>
    public static IReadOnlyList<FunctionFacts> FromMetadataFile(PublishedProgram program)
    {
        var functions = JsonNode.Parse(File.ReadAllText(Path.Combine(program.Folder, "functions.metadata")))!.AsArray();
        return Ordered(functions.Select(static function => FunctionFacts.FromBindings(
            function!.Required("name"), function!.Items("bindings").Select(static binding => binding.AsObject()))));
    }

    /// <summary>What the host of one machine finds in the same library.</summary>
    public static IReadOnlyList<FunctionFacts> FromLocalHost() =>
        Ordered(FunctionDiscovery.Discover(typeof(TradeSignal).Assembly.GetTypes(), new ConfigurationBuilder().Build()).Select(Describe));

    public static IReadOnlyList<FunctionFacts> Ordered(IEnumerable<FunctionFacts> functions) =>
        [.. functions.OrderBy(static function => function.Name, StringComparer.Ordinal)];

    private static FunctionFacts Describe(FunctionDescriptor function)
    {
        var facts = new FunctionFacts(function.Name, function.InputBindings[function.TriggerParameter.Name!].Type);
        return function.Trigger switch
        {
            HttpTriggerAttribute http => facts with
            {
                Route = http.Route,
                Methods = FunctionFacts.MethodsOf(http.Methods ?? []),
                AuthorizationLevel = http.AuthLevel.ToString(),
            },
            TimerTriggerAttribute timer => facts with { Schedule = timer.Schedule },
            _ => facts,
        };
    }
}
