using System.Text.Json;
using TradingBot.PaperExchange.Prices;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.PaperExchange.PriceSources.Replay;

/// <summary>
/// Bars of a JSON file: an array of objects with the column names of the CSV form, or of rows as a kline answer has them
/// ([time, open, high, low, close, volume, …]); such an answer may be given whole. Values are text or numbers.
/// </summary>
internal static class JsonBars
{
    private const string Form = "write [{\"time\":…,\"open\":…,\"high\":…,\"low\":…,\"close\":…,\"volume\":…}, …]";

    /// <exception cref="PaperExchangeStartException">
    /// The file cannot be read as bars; the message names line, column and remedy.
    /// </exception>
    public static IReadOnlyList<Candle> Read(string file)
    {
        var text = File.ReadAllBytes(file);
        try
        {
            using var document = JsonDocument.Parse(text);
            var list = List(document.RootElement, file);
            var lines = Lines(text);
            return BarText.Ordered([.. list.EnumerateArray().Select((row, index) => Row(row, $"{file} line {lines[index]}"))], file);
        }
        catch (JsonException fault)
        {
            throw new PaperExchangeStartException(
                $"{file} line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1}: this is not JSON; {Form}.", fault);
        }
    }

    private static JsonElement List(JsonElement root, string file)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("result", out var result))
            root = result;
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("list", out var list))
            root = list;
        return root.ValueKind == JsonValueKind.Array
            ? root
            : throw new PaperExchangeStartException($"{file} line 1: the bars must be an array; {Form}.");
    }

    private static (Candle Bar, string Place) Row(JsonElement row, string place)
    {
        var texts = row.ValueKind switch
        {
            JsonValueKind.Array => row.EnumerateArray().Zip(BarText.Columns)
                .ToDictionary(pair => pair.Second, pair => Text(pair.First), StringComparer.Ordinal),
            JsonValueKind.Object => row.EnumerateObject()
                .Select(property => (Column: BarText.Column(property.Name), property.Value))
                .Where(pair => pair.Column is not null)
                .DistinctBy(pair => pair.Column)
                .ToDictionary(pair => pair.Column ?? "", pair => Text(pair.Value), StringComparer.Ordinal),
            _ => throw new PaperExchangeStartException($"{place}: a bar must be an object or an array; {Form}."),
        };
        return (BarText.Read(texts, place), place);
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();

    /// <summary>The line on which each element of the innermost list begins; a parsed document no longer knows it.</summary>
    private static List<int> Lines(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        var lines = new List<int>();
        var depth = -1;
        var (line, seen) = (1, 0);
        while (reader.Read())
        {
            // Bars lie in the first array of the file, whatever objects stand around it.
            if (depth < 0 && reader.TokenType == JsonTokenType.StartArray)
            {
                depth = reader.CurrentDepth + 1;
                continue;
            }

            if (depth < 0 || reader.CurrentDepth != depth || reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                continue;
            var at = (int)reader.TokenStartIndex;
            line += text.AsSpan(seen, at - seen).Count((byte)'\n');
            seen = at;
            lines.Add(line);
        }

        return lines;
    }
}
