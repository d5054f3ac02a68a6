using TradingBot.Core.Foundation;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using TradingBot.Functions.Http;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>
/// The schema of every type that the API writes or takes, from the serializer's own metadata: names, converters and nullability are those
/// of the answers. Types with a name of their own become components and are referred to.
/// </summary>
internal sealed class ContractSchemas(XmlDocs docs)
{
    private static readonly JsonSchemaExporterOptions Exact = new() { TreatNullObliviousAsNonNullable = true };

    private readonly Dictionary<string, Type> _owners = [];

    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal)
    {
        ["Decimal"] = new JsonObject
        {
            ["type"] = "string",
            ["format"] = "decimal",
            ["pattern"] = @"^-?[0-9]+(\.[0-9]+)?$",
            ["description"] = "An exact decimal number as text, without exponent and without trailing zeros; at most 28 digits.",
        },
    };

    public IReadOnlyDictionary<string, JsonObject> Components => _components;

    /// <summary>A reference to the type's component; the component is made when it is the first.</summary>
    public JsonObject For(Type type)
    {
        if (type == typeof(JsonObject))
            return Open();
        var name = NameOf(type);
        if (_owners.TryAdd(name, type) && !_components.ContainsKey(name))
        {
            // Put down first: a type may refer to itself.
            _components[name] = [];
            _components[name] = type.IsEnum ? Words(type) : Record(type);
        }

        return _owners[name] == type
            ? Reference(name)
            : throw new InvalidOperationException($"{type} and {_owners[name]} are both called {name} in the contract.");
    }

    private JsonObject For(CoreCatalogue catalogue)
    {
        var name = catalogue.RowType.Name;
        _components.TryAdd(name, Described(Words(catalogue), $"{docs.Of(catalogue.Type)} Words are added: show one you do not know as it is."));
        return Reference(name);
    }

    private static JsonObject Words(CoreCatalogue catalogue) => new()
    {
        ["type"] = "string",
        ["enum"] = new JsonArray([.. catalogue.Rows.Select(static row => (JsonNode)row.Word)]),
        ["x-words"] = new JsonObject(catalogue.Rows.Select(row => KeyValuePair.Create(row.Word, (JsonNode?)Meanings(catalogue, row)))),
    };

    // What a row tells beside its word; what it has none of is left out.
    private static JsonObject Meanings(CoreCatalogue catalogue, CatalogueRow row) => new(
        from column in catalogue.Columns
        let value = column.GetValue(row)
        where value is not null && column.Name != nameof(CatalogueRow.Word)
        select KeyValuePair.Create(
            JsonNamingPolicy.CamelCase.ConvertName(column.Name), JsonSerializer.SerializeToNode(value, value.GetType(), ApiJson.Options)));

    private static string NameOf(Type type)
    {
        if (type.IsGenericType)
            return $"{NameOf(type.GetGenericArguments()[0])}List";
        return type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
    }

    private JsonObject Record(Type type)
    {
        var schema = ApiJson.Options.GetJsonSchemaAsNode(
            type, new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform })
            .AsObject();
        return Described(schema, docs.Of(type));
    }

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (context.Path.Length == 0)
            return Root(context.TypeInfo, schema.AsObject());
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var member = context.PropertyInfo?.AttributeProvider as MemberInfo;
        var node = member?.GetCustomAttribute<CatalogueAttribute>() is { } words
            ? For(CoreCatalogue.Of(words.Catalogue))
            : Decorated(Plain(type, schema), type, member);
        if (member?.GetCustomAttribute<UnitAttribute>() is { } unit)
            node["x-unit"] = JsonNamingPolicy.CamelCase.ConvertName(unit.Unit.ToString());
        var isNullable = Nullable.GetUnderlyingType(context.TypeInfo.Type) is not null || context.PropertyInfo is { IsGetNullable: true };
        // Left out instead of written as null.
        if (isNullable && type != typeof(object) && context.PropertyInfo is not { ShouldSerialize: not null })
            node = OrNull(node);
        return member is null ? node : Described(node, docs.Of(member));
    }

    private JsonObject Root(JsonTypeInfo info, JsonObject schema)
    {
        schema["type"] = "object";
        var isRequest = info.Type.Name.EndsWith("Request", StringComparison.Ordinal);
        var always = info.Properties.Where(property => isRequest ? property.IsRequired : property.ShouldSerialize is null);
        schema["required"] = new JsonArray([.. always.Select(static property => (JsonNode)property.Name)]);
        return schema;
    }

    private JsonObject Plain(Type type, JsonNode exported)
    {
        if (type == typeof(decimal))
            return Reference("Decimal");
        if (type == typeof(DateTimeOffset))
            return Text("date-time");
        if (type == typeof(Guid))
            return Text("uuid");
        if (type == typeof(int) || type == typeof(long))
            return new JsonObject { ["type"] = "integer" };
        if (type == typeof(object))
            return new JsonObject { ["type"] = "null" };
        if (type == typeof(JsonObject))
            return Open();
        if (type == typeof(JsonNode))
            return [];
        if (exported is JsonObject converted && converted["enum"] is JsonArray && !IsCamelCase(converted))
            return new JsonObject { ["type"] = "string", ["enum"] = WithoutNull(converted["enum"]!.AsArray()) };
        if (type.IsEnum || type.Assembly == typeof(ApiJson).Assembly)
            return For(type);
        var schema = exported.DeepClone().AsObject();
        if (schema["type"] is JsonArray types)
            schema["type"] = types.Select(static word => (string)word!).First(static word => word != "null");
        return schema;
    }

    // An enum with a converter of its own is written by its own names.
    private static bool IsCamelCase(JsonObject schema) => char.IsLower(((string)schema["enum"]![0]!)[0]);

    private static JsonArray WithoutNull(JsonArray words) =>
        new([.. words.Where(static word => word is not null).Select(static word => word!.DeepClone())]);

    private static JsonObject Decorated(JsonObject schema, Type type, MemberInfo? member)
    {
        if (member?.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed)
            (type == typeof(string) ? schema : schema["items"]!.AsObject())["enum"] = new JsonArray(
                [.. allowed.Values.Select(static word => (JsonNode)(string)word!)]);
        var (least, most) = type == typeof(string) ? ("minLength", "maxLength") : ("minItems", "maxItems");
        if (member?.GetCustomAttribute<MinLengthAttribute>() is { } shortest)
            schema[least] = shortest.Length;
        if (member?.GetCustomAttribute<MaxLengthAttribute>() is { } longest)
            schema[most] = longest.Length;
        if (member?.GetCustomAttribute<RegularExpressionAttribute>() is { } pattern)
            schema["pattern"] = pattern.Pattern;
        if (member?.GetCustomAttribute<RangeAttribute>() is { } range)
            (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        return schema;
    }

    private JsonObject Words(Type type)
    {
        var exported = ApiJson.Options.GetJsonSchemaAsNode(type, Exact).AsObject();
        var words = WithoutNull(exported["enum"]!.AsArray());
        var meanings = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Word: JsonNamingPolicy.CamelCase.ConvertName(field.Name), Meaning: docs.Of(field)))
            .Where(static field => field.Meaning is not null).Select(static field => $"{field.Word}: {field.Meaning}");
        return Described(new JsonObject { ["type"] = "string", ["enum"] = words }, string.Join(' ', [docs.Of(type) ?? "", .. meanings])
            .Trim());
    }

    private static JsonObject Described(JsonObject schema, string? description)
    {
        if (!string.IsNullOrEmpty(description))
            schema["description"] = description;
        return schema;
    }

    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type && schema["enum"] is null)
        {
            schema["type"] = new JsonArray((string)type!, "null");
            return schema;
        }

        var unit = schema["x-unit"]?.DeepClone();
        schema.Remove("x-unit");
        var either = new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (unit is not null)
            either["x-unit"] = unit;
        return schema.Count == 0 ? [] : either;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    private static JsonObject Text(string format) => new() { ["type"] = "string", ["format"] = format };

    private static JsonObject Open() => new() { ["type"] = "object", ["additionalProperties"] = true };
}
