using System.Text.Json.Nodes;
using NJsonSchema;
using TradingBot.Functions.Api.Operations;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>
/// Holds calls against the document: status, media type, problem code and every field of the body. Stricter than the document is to a
/// reader: a field it does not name fails.
/// </summary>
internal sealed class ContractCheck
{
    private static readonly Lazy<ContractCheck> Loaded = new(
        static () => new ContractCheck(JsonNode.Parse(GetOpenApi.Document)!.AsObject()));

    private readonly JsonObject _document;
    private readonly JsonObject _closed;
    private readonly List<string> _paths;
    private readonly Dictionary<string, JsonSchema> _schemas = [];

    public ContractCheck(JsonObject document)
    {
        _document = document;
        _closed = document["components"]!["schemas"]!.DeepClone().AsObject();
        foreach (var schema in _closed.Where(static pair => pair.Key != "AlertRequest").Select(static pair => pair.Value!.AsObject()))
        {
            if (schema.ContainsKey("properties"))
                schema["additionalProperties"] = false;
        }

        // A path without parameters is meant before one that would take it for a parameter.
        _paths = [.. document["paths"]!.AsObject().Select(static path => path.Key).OrderBy(static path => path.Contains('{'))];
    }

    public static ContractCheck OfTheBot => Loaded.Value;

    public IEnumerable<string> Operations =>
        _document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject())
            .Select(static verb => (string)verb.Value!["operationId"]!);

    /// <summary>The operation that a call means; null when the document has none.</summary>
    public string? OperationOf(string method, string path) => Find(method, path) is { } found ? (string?)found["operationId"] : null;

    /// <summary>What is wrong with an answer; empty when it is as described.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(string method, string path, int status, string? mediaType, string body)
    {
        if (Find(method, path) is not { } operation)
            return status is 404 or 405 ? [] : [$"{method} {path} is not in the document."];
        if (operation["responses"]![$"{status}"] is not { } listed)
            return [$"{method} {path} answered {status}, which the document does not list."];
        var response = Resolve(listed);
        if (response["content"] is not JsonObject content)
            return body.Length == 0 ? [] : [$"{method} {path} answered {status} with a body; the document has none."];
        var (expected, described) = content.Single();
        if (mediaType != expected)
            return [$"{method} {path} answered {status} as {mediaType} instead of {expected}."];
        var faults = await ValidateAsync(described!["schema"]!.AsObject(), body);
        return response["x-codes"] is JsonArray codes && !codes.Any(code => (string?)code == (string?)JsonNode.Parse(body)!["code"])
            ? [.. faults, $"{method} {path} answered {status} with a code beside {codes.ToJsonString()}: {body}"]
            : faults;
    }

    /// <summary>What is wrong with a body that the bot accepted.</summary>
    public async Task<IReadOnlyList<string>> RequestFaultsAsync(string method, string path, string body)
    {
        var request = Find(method, path)?["requestBody"];
        if (request is null)
            return body.Length == 0 ? [] : [$"{method} {path} takes no body."];
        if (body.Length == 0)
            return (bool?)request["required"] == true ? [$"{method} {path} needs a body."] : [];
        return await ValidateAsync(request["content"]!["application/json"]!["schema"]!.AsObject(), body);
    }

    /// <summary>What is wrong with a text by one of the named schemas.</summary>
    public Task<IReadOnlyList<string>> ValidateAsync(string schema, string body) =>
        ValidateAsync(new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" }, body);

    private async Task<IReadOnlyList<string>> ValidateAsync(JsonObject schema, string body)
    {
        var text = schema.ToJsonString();
        if (!_schemas.TryGetValue(text, out var known))
        {
            var whole = schema.DeepClone().AsObject();
            if (whole["$ref"] is not null)
                whole = new JsonObject { ["allOf"] = new JsonArray(whole) };
            whole["definitions"] = _closed.DeepClone();
            known = await JsonSchema.FromJsonAsync(whole.ToJsonString()
                .Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
            _schemas[text] = known;
        }

        return [.. known.Validate(body).Select(error => $"{error}: {body}")];
    }

    private JsonObject? Find(string method, string path)
    {
        var template = _paths.FirstOrDefault(candidate => Fits(candidate.Split('/'), path.Split('/')));
        return template is null ? null : _document["paths"]![template]![method.ToLowerInvariant()]?.AsObject();
    }

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(static pair => pair.First == pair.Second || pair.First.StartsWith('{'));

    private JsonObject Resolve(JsonNode response) => (string?)response["$ref"] is { } reference
        ? _document["components"]!["responses"]![reference.Split('/')[^1]]!.AsObject()
        : response.AsObject();
}
