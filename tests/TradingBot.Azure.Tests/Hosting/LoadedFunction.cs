using TradingBot.Azure.Tests.Protocol;
namespace TradingBot.Azure.Tests.Hosting;

/// <summary>One function as the worker described it: its bindings are JSON texts, one of which is the trigger.</summary>
internal sealed class LoadedFunction
{
    private readonly JsonObject _trigger;

    public LoadedFunction(RpcFunctionMetadata metadata)
    {
        Metadata = metadata;
        Bindings = [.. metadata.RawBindings.Select(static text => JsonNode.Parse(text)!.AsObject())];
        _trigger = Bindings.Single(static binding => TypeOf(binding).EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
    }

    public RpcFunctionMetadata Metadata { get; }

    public IReadOnlyList<JsonObject> Bindings { get; }

    public string Id => Metadata.FunctionId;

    public string Name => Metadata.Name;

    /// <summary>For example httpTrigger.</summary>
    public string Trigger => TypeOf(_trigger);

    /// <summary>The parameter that takes what triggered the function.</summary>
    public string TriggerParameter => NameOf(_trigger);

    public string? Route => (string?)_trigger["route"];

    /// <summary>Empty: any method.</summary>
    public IReadOnlyList<string> Methods =>
        _trigger["methods"] is JsonArray methods ? [.. methods.Select(static method => (string)method!)] : [];

    public string? Schedule => (string?)_trigger["schedule"];

    public string? AuthorizationLevel => (string?)_trigger["authLevel"];

    /// <summary>Parameters that take a client of the durable task hub.</summary>
    public IEnumerable<string> DurableClients => Bindings.Where(static binding => TypeOf(binding) == "durableClient").Select(NameOf);

    private static string TypeOf(JsonObject binding) => binding.Required("type");

    private static string NameOf(JsonObject binding) => binding.Required("name");
}
