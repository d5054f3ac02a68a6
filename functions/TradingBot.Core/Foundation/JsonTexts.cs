using System.Text;
using System.Text.Json;

namespace TradingBot.Core.Foundation;

/// <summary>
/// The names and texts of a JSON document from a stranger. The parser lets half a surrogate pair through, at which every later reading
/// would throw, and says nothing of where a name stands twice.
/// </summary>
public static class JsonTexts
{
    /// <summary>How much of a value the messages about it show, in UTF-16 units.</summary>
    public const int ShownOfAValue = 40;

    /// <summary>False when a name or text holds half a surrogate pair.</summary>
    public static bool AreReadable(JsonElement json) => FindUnreadable(json) is null;

    /// <summary>
    /// The path of the first name or text that holds half a surrogate pair, such as "takeProfits[0].price" (a name itself by its place,
    /// "#2"); null when there is none.
    /// </summary>
    public static string? FindUnreadable(JsonElement json) => FindUnreadable(json, "");

    /// <summary>
    /// The JSON object without its members that hold half a surrogate pair, and where in each of them it stands; the text itself when none
    /// does.
    /// </summary>
    /// <param name="text">The text of a JSON object.</param>
    /// <param name="options">How it is read, but for names that stand twice: those stay.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static (string Text, IReadOnlyList<string> Unreadable) Readable(string text, JsonDocumentOptions options)
    {
        using var document = JsonDocument.Parse(text, options with { AllowDuplicateProperties = true });
        var members = document.RootElement.EnumerateObject()
            .Select(static (member, at) => (Json: member, Broken: FindUnreadable(member, "", at + 1)))
            .ToList();
        if (!members.Exists(static member => member.Broken is not null))
            return (text, []);
        var kept = members.Where(static member => member.Broken is null)
            .Select(static member => $"{JsonSerializer.Serialize(member.Json.Name)}:{member.Json.Value.GetRawText()}");
        return ($"{{{string.Join(',', kept)}}}", [.. members.Select(static member => member.Broken).OfType<string>()]);
    }

    /// <summary>Every name and every text in it, as they read. The element must be readable.</summary>
    public static IEnumerable<string> In(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(static member => In(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(In),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    /// <summary>A sentence for whoever sent the document.</summary>
    public static string Unreadable(string field) => $"{field} holds a broken \\u escape; send plain characters.";

    /// <summary>What the parser stumbled over, as half a sentence that names the place; null when it is no fault of the text.</summary>
    public static string? WhyBroken(Exception fault, string text) => fault switch
    {
        JsonException { LineNumber: { } line } broken =>
            $"look at line {line + 1}, byte {broken.BytePositionInLine}, for an unescaped quote or a missing comma.",
        JsonException => FindRepeated(text) is { } name
            ? $"the field \"{PlainText.Of(name, 64)}\" is given twice; send it once."
            : "look for an unescaped quote or a missing comma.",

        // The parser's own search for repeated names stumbles over half a surrogate pair in one of them.
        InvalidOperationException => Unreadable(WhereNameBreaks(text)),
        _ => null,
    };

    private static string? FindUnreadable(JsonElement json, string path)
    {
        var at = 0;
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    if (FindUnreadable(member, path, ++at) is { } found) return found;
                }

                return null;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    if (FindUnreadable(item, $"{path}[{at++}]") is { } found) return found;
                }

                return null;
            case JsonValueKind.String when !IsReadable(json):
                return path.Length == 0 ? "the message" : path;
            default:
                return null;
        }
    }

    private static string? FindUnreadable(JsonProperty member, string path, int at)
    {
        var name = NameOf(member);
        var place = Join(path, name ?? $"#{at}");
        return name is null ? place : FindUnreadable(member.Value, place);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string? NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsReadable(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string WhereNameBreaks(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        return FindUnreadable(document.RootElement) ?? "the message";
    }

    private static string? FindRepeated(string text)
    {
        var open = new Stack<HashSet<string>>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        open.Push(new HashSet<string>(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        open.Pop();
                        break;
                    case JsonTokenType.PropertyName when reader.GetString() is { } name && !open.Peek().Add(name):
                        return name;
                    default:
                        break;
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Something else is wrong with it too.
        }

        return null;
    }
}
