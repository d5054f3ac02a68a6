namespace TradingBot.Azure.Tests.Functions;

/// <summary>What two readings of the same function must agree on.</summary>
internal sealed record FunctionFacts(string Name, string Trigger)
{
    public string? Route { get; init; }

    /// <summary>In capitals and in order, separated by commas; whose order is written does not matter.</summary>
    public string? Methods { get; init; }

    public string? Schedule { get; init; }

    public string? AuthorizationLevel { get; init; }

    /// <summary>From a trigger's binding as the Azure SDK writes it.</summary>
    public static FunctionFacts FromBindings(string name, IEnumerable<JsonObject> bindings)
    {
        var trigger = bindings.Single(static binding => binding.Required("type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
        return new FunctionFacts(name, trigger.Required("type"))
        {
            Route = (string?)trigger["route"],
            Methods = trigger["methods"] is JsonArray methods ? MethodsOf(methods.Select(static method => (string)method!)) : null,
            Schedule = (string?)trigger["schedule"],
            AuthorizationLevel = (string?)trigger["authLevel"],
        };
    }

    public static string MethodsOf(IEnumerable<string> methods) =>
        string.Join(',', methods.Select(static method => method.ToUpperInvariant()).Order(StringComparer.Ordinal));
}
