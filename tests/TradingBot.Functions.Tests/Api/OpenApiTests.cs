using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using TradingBot.Functions.Api.Operations;

namespace TradingBot.Functions.Tests.Api;

public sealed class OpenApiTests
{
    private static readonly JsonObject Document = JsonNode.Parse(GetOpenApi.Document)!.AsObject();

    [Fact]
    public void Every_route_is_described_and_every_description_has_its_route()
    {
        var described = Document["paths"]!.AsObject()
            .SelectMany(static path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key}")).Order().ToList();

        Assert.Equal(Routes().Order(), described);
    }

    [Fact]
    public void Functions_and_operations_carry_the_same_names()
    {
        var operations = Operations()
            .Select(static operation => (string?)operation["operationId"])
            .Where(static id => id != "WebhookWithToken")
            .Order();

        Assert.Equal(Functions().Select(static function => function.Name).Order(), operations);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = new List<string>();
        Collect(Document, references);

        Assert.NotEmpty(references);
        Assert.All(references, static reference => Assert.NotNull(
            reference.TrimStart('#', '/').Split('/').Aggregate((JsonNode?)Document, static (node, name) => node?[name])));
    }

    [Fact]
    public void Every_operation_tells_its_problems()
    {
        Assert.All(Operations(), static operation => Assert.Contains(
            "503", operation["responses"]!.AsObject().Select(static response => response.Key)));
        Assert.All(
            Operations().Where(static operation => operation["security"] is null),
            static operation => Assert.Contains("401", operation["responses"]!.AsObject().Select(static response => response.Key)));
    }

    private static IEnumerable<JsonObject> Operations() =>
        Document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject()).Select(static verb => verb.Value!.AsObject());

    private static IEnumerable<(string Name, HttpTriggerAttribute Trigger)> Functions() =>
        from type in typeof(GetOpenApi).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        let trigger = method.GetParameters().Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(static found => found is not null)
        where trigger is not null
        select (function.Name, trigger);

    // An optional last segment is two paths in OpenAPI.
    private static IEnumerable<string> Routes() =>
        from function in Functions()
        from verb in function.Trigger.Methods!
        let route = $"/{function.Trigger.Route}"
        from path in route.EndsWith("?}", StringComparison.Ordinal)
            ? new[] { route[..route.LastIndexOf('/')], route.Replace("?}", "}", StringComparison.Ordinal) }
            : [route]
        select $"{verb} {path}";

    private static void Collect(JsonNode? node, List<string> references)
    {
        if (node is JsonObject json)
        {
            foreach (var (name, value) in json)
            {
                if (name == "$ref")
                    references.Add((string)value!);
                else
                    Collect(value, references);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                Collect(item, references);
        }
    }
}
