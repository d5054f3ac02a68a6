using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using TradingBot.Functions.Access;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>The refusals of each function, its own and those of what stands before it, one component for each set of codes.</summary>
internal sealed class ContractRefusals(ContractSchemas schemas)
{
    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal);

    public JsonObject Components() =>
        new(_components.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.DeepClone())));

    /// <summary>Status and a reference to the component that tells its codes.</summary>
    public IEnumerable<(string Status, JsonObject Reference)> For(MethodInfo function, bool isOpen)
    {
        var name = function.GetCustomAttribute<FunctionAttribute>()!.Name;
        var own = function.GetCustomAttributes<RefusesAttribute>().ToList();
        var answered = function.GetCustomAttributes<AnswersAttribute>().Select(static answer => answer.Status).ToHashSet();
        return from refusal in own.Concat(Common(function, name, isOpen))
               where !answered.Contains(refusal.Status)
               group refusal by refusal.Status into found
               select (found.Key.ToString(CultureInfo.InvariantCulture), Reference(
                   found.Key, [.. found.DistinctBy(static refusal => refusal.Code)]));
    }

    private static IEnumerable<RefusesAttribute> Common(MethodInfo function, string name, bool isOpen)
    {
        if (!isOpen)
        {
            yield return new RefusesAttribute(401, "auth.required", "nobody is signed in");
            yield return new RefusesAttribute(403, "auth.forbidden", "the role for this is missing");
        }

        if (!isOpen || name is nameof(PostSession) or nameof(DeleteSession))
            yield return new RefusesAttribute(403, "auth.origin", "sent by a page of another site");
        var takes = function.GetCustomAttribute<TakesAttribute>() is not null;
        if (takes)
        {
            yield return new RefusesAttribute(400, "request.malformed", "the body is no JSON object");
            yield return new RefusesAttribute(413, "request.tooLarge", "the body is too large");
        }

        if (takes || function.GetCustomAttribute<PagedAttribute>() is not null)
            yield return new RefusesAttribute(400, "request.invalid", "values cannot be accepted; errors tells them by field");
        yield return new RefusesAttribute(500, "server.error", "something unexpected went wrong; it is logged under the traceId");
        yield return new RefusesAttribute(503, "database.unavailable", "the database cannot be reached; try again, an alert that was stored all the same is recognised");
    }

    private JsonObject Reference(int status, IReadOnlyList<RefusesAttribute> refusals)
    {
        var name = string.Join("Or", refusals.Select(static refusal => string.Concat(refusal.Code.Split('.').Select(Capital))));
        if (!_components.ContainsKey(name))
            _components[name] = Component(status, refusals);
        return new JsonObject { ["$ref"] = $"#/components/responses/{name}" };
    }

    private JsonObject Component(int status, IReadOnlyList<RefusesAttribute> refusals)
    {
        var component = new JsonObject
        {
            ["description"] = string.Join("; ", refusals.Select(static refusal => $"{refusal.Code}: {refusal.Meaning}")) + ".",
            ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = schemas.For(typeof(ProblemView)) } },
            ["x-codes"] = new JsonArray([.. refusals.Select(static refusal => (JsonNode)refusal.Code)]),
        };
        if (status is 429 or 503)
            component["headers"] = new JsonObject { ["Retry-After"] = new JsonObject { ["description"] = "Seconds.", ["schema"] = new JsonObject { ["type"] = "integer" } } };
        return component;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
