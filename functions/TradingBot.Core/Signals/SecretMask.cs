using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TradingBot.Core.Signals;

/// <summary>Blacks out whatever looks like a credential, in valid and in broken JSON.</summary>
internal static class SecretMask
{
    private const string Blank = "***";
    private const string Name = "secret|token|api[_-]?key|password|passwd|passphrase|pwd|credential|signature|licen[sc]e|bot[_-]?uuid";

    // Without backtracking the cost is linear in the body, whatever a sender makes up.
    private const RegexOptions Options =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Sensitive = new(Name, Options);

    private static readonly Regex QuotedName = new(
        """(?<name>["'][^"']*(""" + Name + """)[^"']*["']\s*:\s*)("([^"\\]|\\.)*"?|'[^']*'?|[^\s,}\]]+)""", Options);

    private static readonly Regex PlainName = new(
        """(?<name>(""" + Name + """)\w*\s*=\s*)("[^"]*"?|[^\s,;&}\]"']+)""", Options);

    // The licence number with which an alert of PineConnector begins, whatever was made of the rest of it. No JSON object begins so.
    private static readonly Regex Licence = new("""\A(?<before>[\s\uFEFF"'#:]*)[0-9]{6,}""", Options);

    private static readonly Regex SecretField = new("""["']secret["']\s*:\s*("(?<value>([^"\\]|\\.)*)"|'(?<value>[^']*)')""", Options);

    public static string? SecretOf(JsonElement json) =>
        json.TryGetProperty("secret", out var secret)
            ? secret.ValueKind switch
            {
                JsonValueKind.String => secret.GetString(),
                JsonValueKind.Number => secret.GetRawText(),
                _ => null,
            }
            : null;

    public static string? Find(string malformed)
    {
        var match = SecretField.Match(malformed);
        return match.Success ? match.Groups["value"].Value : null;
    }

    public static string Apply(string body, IReadOnlyCollection<string?> knownSecrets)
    {
        ArgumentNullException.ThrowIfNull(body);
        // By structure first: it also catches names written with escapes and whole objects under a sensitive name.
        var known = knownSecrets.OfType<string>().Where(static secret => !string.IsNullOrWhiteSpace(secret)).ToList();
        var masked = QuotedName.Replace(ByStructure(body, known), "${name}\"***\"");
        return ByValue(Licence.Replace(PlainName.Replace(masked, "${name}***"), "${before}***"), known);
    }

    /// <summary>
    /// The text with every secret replaced, wherever it stands and however it is spelled: in other case, with the escapes of JSON or of
    /// an address.
    /// </summary>
    public static string ByValue(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
        {
            text = text.Replace(secret, Blank, StringComparison.OrdinalIgnoreCase)
                .Replace(JsonEncodedText.Encode(secret).ToString(), Blank, StringComparison.OrdinalIgnoreCase);
            if (EscapedText.HasEscapes(text))
                text = EscapedText.Of(text).Replace(secret, Blank);
        }

        return text;
    }

    // A secret that is written with other escapes than ours is seen only once it is read.
    private static bool HidesOne(ref Utf8JsonReader reader, List<string> secrets)
    {
        if (reader.TokenType != JsonTokenType.String || !reader.ValueIsEscaped) return false;
        var (written, read) = (ByValue(Encoding.UTF8.GetString(reader.ValueSpan), secrets), reader.GetString()!);
        return secrets.Any(secret => read.Contains(secret, StringComparison.Ordinal))
            && !written.Contains(Blank, StringComparison.Ordinal);
    }

    private static string ByStructure(string body, List<string> secrets)
    {
        var bytes = Encoding.UTF8.GetBytes(body.TrimStart('\uFEFF'));
        var result = new List<byte>(bytes.Length);
        var copied = 0;
        var reader = new Utf8JsonReader(bytes);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && Sensitive.IsMatch(reader.GetString()!)) reader.Read();
                else if (!HidesOne(ref reader, secrets)) continue;
                result.AddRange(bytes[copied..(int)reader.TokenStartIndex]);
                reader.Skip();
                result.AddRange("\"***\""u8);
                copied = (int)reader.BytesConsumed;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Broken JSON: what was read so far is masked, the patterns take the rest.
        }

        result.AddRange(bytes[copied..]);
        return Encoding.UTF8.GetString([.. result]);
    }
}
