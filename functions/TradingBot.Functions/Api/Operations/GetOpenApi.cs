using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Api.Operations;

/// <summary>The description of this API in OpenAPI 3.1.</summary>
public sealed class GetOpenApi
{
    internal static byte[] Document { get; } = Load();

    [Function(nameof(GetOpenApi))]
    [Answers(200, typeof(JsonObject), Meaning = "OpenAPI 3.1.")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Results.Bytes(Document, "application/json");
    }

    private static byte[] Load()
    {
        using var stream = typeof(GetOpenApi).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The OpenAPI document is not embedded.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
