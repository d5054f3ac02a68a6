using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using TradingBot.Core.Foundation;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>Writes the OpenAPI document from the HTTP functions, what they declare, and the types they name.</summary>
internal sealed class ContractDocument
{
    private readonly XmlDocs _docs = new(typeof(ApiJson).Assembly, typeof(Denial).Assembly);
    private readonly ContractSchemas _schemas;
    private readonly ContractRefusals _refusals;

    private ContractDocument()
    {
        _schemas = new ContractSchemas(_docs);
        _refusals = new ContractRefusals(_schemas);
    }

    public static IReadOnlyList<MethodInfo> Functions { get; } =
    [
        .. typeof(ApiJson).Assembly.GetTypes().SelectMany(static type => type.GetMethods())
            .Where(static method => method.GetCustomAttribute<FunctionAttribute>() is not null && Trigger(method) is not null)
            .OrderBy(static method => Trigger(method)!.Route, StringComparer.Ordinal)
                .ThenBy(static method => Trigger(method)!.Methods![0], StringComparer.Ordinal),
    ];

    /// <summary>The document as text, read and written once by the OpenAPI library so that it has the library's form.</summary>
    /// <exception cref="InvalidOperationException">The library does not accept the document; the message tells why.</exception>
    public static async Task<string> WriteAsync(CancellationToken token)
    {
        var json = new ContractDocument().Build().ToJsonString();
        var (document, diagnostic) = OpenApiDocument.Parse(json, OpenApiConstants.Json);
        if (document is null || diagnostic is { Errors.Count: > 0 } or { Warnings.Count: > 0 })
            throw new InvalidOperationException(string.Join('\n', [.. diagnostic?.Errors ?? [], .. diagnostic?.Warnings ?? []]));
        return $"{(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, token)).ReplaceLineEndings("\n").TrimEnd()}\n";
    }

    /// <summary>A route of the trigger as paths of OpenAPI: an optional last segment is two.</summary>
    public static IEnumerable<string> Paths(HttpTriggerAttribute trigger)
    {
        var route = $"/{trigger.Route}";
        if (!route.EndsWith("?}", StringComparison.Ordinal))
            return [route];
        return [route[..route.LastIndexOf('/')], route.Replace("?}", "}", StringComparison.Ordinal)];
    }

    public static HttpTriggerAttribute? Trigger(MethodInfo method) =>
        method.GetParameters().Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .FirstOrDefault(static found => found is not null);

    private JsonObject Build()
    {
        var paths = new JsonObject();
        foreach (var function in Functions)
        {
            foreach (var (path, at) in Paths(Trigger(function)!).Select(static (path, at) => (path, at)))
            {
                var operations = paths[path]?.AsObject() ?? [];
                operations[Trigger(function)!.Methods![0]] = Operation(function, path, at);
                paths[path] = operations;
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "TradingBot",
                ["version"] = "1",
                ["summary"] = "What the dashboard reads, the controls, and TradingView's webhook.",
                ["description"] = "Money and quantities are decimal strings, times ISO 8601 in UTC, unknown is null. Lists are newest first and paged by cursor. "
                    + "Errors are problem details with a stable code. A field that is required is always there; words may be added to an enumeration, fields to an answer.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/api" }),
            ["security"] = new JsonArray(
                [.. new[] { "session", "bearer", "staticWebApp" }.Select(static name => new JsonObject { [name] = new JsonArray() })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = SecuritySchemes(),
                ["responses"] = _refusals.Components(),
                ["schemas"] = new JsonObject(
                    _schemas.Components.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone()))),
            },
        };
    }

    private JsonObject Operation(MethodInfo function, string path, int at)
    {
        var name = function.GetCustomAttribute<FunctionAttribute>()!.Name;
        var isOpen = AccessMiddleware.Open.Contains(name);
        var operation = new JsonObject
        {
            ["operationId"] = at == 0 ? name : $"{name}WithToken",
            ["summary"] = _docs.Of(function.DeclaringType!),
        };
        if (isOpen)
            operation["security"] = new JsonArray();
        var parameters = new JsonArray([.. PathParameters(path), .. QueryParameters(function)]);
        if (parameters.Count > 0)
            operation["parameters"] = parameters;
        if (function.GetCustomAttribute<TakesAttribute>() is { } takes)
        {
            operation["requestBody"] = new JsonObject
            {
                ["required"] = !takes.Optional,
                ["description"] = $"At most {takes.MaxKibibytes} KiB.",
                ["content"] = Content("application/json", takes.Body),
            };
        }

        operation["responses"] = Responses(function, isOpen);
        return operation;
    }

    private JsonObject Responses(MethodInfo function, bool isOpen)
    {
        var responses = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var answer in function.GetCustomAttributes<AnswersAttribute>())
        {
            var response = new JsonObject { ["description"] = answer.Meaning };
            if (answer.Body is { } body)
                response["content"] = Content("application/json", body);
            responses[answer.Status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        foreach (var (status, reference) in _refusals.For(function, isOpen))
            responses.TryAdd(status, reference);
        return new JsonObject(responses);
    }

    private JsonObject Content(string mediaType, Type body)
    {
        var content = new JsonObject { ["schema"] = _schemas.For(body) };
        if (ContractExamples.Of(body) is { } example)
            content["example"] = example;
        return new JsonObject { [mediaType] = content };
    }

    private static IEnumerable<JsonObject> PathParameters(string path) =>
        from segment in path.Split('/')
        where segment.StartsWith('{')
        let name = segment.Trim('{', '}')
        select new JsonObject
        {
            ["name"] = name,
            ["in"] = "path",
            ["required"] = true,
            ["schema"] = name switch
            {
                "id" => new JsonObject { ["type"] = "string", ["format"] = "uuid" },
                "token" => new JsonObject { ["type"] = "string" },
                _ => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9_-]{0,63}$" },
            },
        };

    private IEnumerable<JsonObject> QueryParameters(MethodInfo function)
    {
        foreach (var field in function.GetCustomAttributes<QueryAttribute>())
        {
            var schema = field.WordsOf is { } words ? _schemas.For(words) : new JsonObject { ["type"] = "string" };
            if (field.IsTime)
                schema["format"] = "date-time";
            if (field.Words.Length > 0)
                schema["enum"] = new JsonArray([.. field.Words.Select(static word => (JsonNode)word)]);
            if (field.Default is { } word)
                schema["default"] = word;
            if (field.MaxLength > 0)
                schema["maxLength"] = field.MaxLength;
            yield return Query(field.Name, field.Meaning, schema);
        }

        if (function.GetCustomAttribute<PagedAttribute>() is null)
            yield break;
        yield return Query(
            "limit", "Rows of a page.", new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 200, ["default"] = 50 });
        yield return Query("cursor", "The next of the page before.", new JsonObject { ["type"] = "string", ["maxLength"] = 200 });
    }

    private static JsonObject Query(string name, string meaning, JsonObject schema) =>
        new() { ["name"] = name, ["in"] = "query", ["description"] = meaning, ["schema"] = schema };

    private static JsonObject SecuritySchemes() => new()
    {
        ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Name, ["description"] = "Set by POST /session." },
        ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "Auth:ApiToken." },
        ["staticWebApp"] = new JsonObject
        {
            ["type"] = "apiKey",
            ["in"] = "header",
            ["name"] = "x-ms-client-principal",
            ["description"] = "Set by the Azure Static Web App in front; ignored otherwise.",
        },
    };
}
