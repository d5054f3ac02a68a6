using System.Text.Json;

namespace TradingBot.Core.Foundation;

internal static class JsonTexts
{
    /// <summary>
    /// False when a name or text holds half a surrogate pair: the parser lets it through and every later reading would throw.
    /// </summary>
    public static bool AreReadable(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.Object => json.EnumerateObject().All(static member => member.Name is not null && AreReadable(member.Value)),
                JsonValueKind.Array => json.EnumerateArray().All(AreReadable),
                JsonValueKind.String => json.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
