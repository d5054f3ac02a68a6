using System.Text.RegularExpressions;

namespace TradingBot.Bybit.Http;

/// <summary>Takes key, secret and signatures out of any text of the venue's before it can reach a log, an error or a person.</summary>
internal sealed partial class Redactor(string apiKey, string apiSecret)
{
    private const int MaxLength = 300;
    private const string Mask = "***";

    public string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        // 10004 repeats the whole signed string, which holds the key.
        var clean = OriginString().Replace(text, "origin_string[***]");
        clean = Signature().Replace(clean, Mask);
        clean = clean.Replace(apiKey, Mask, StringComparison.OrdinalIgnoreCase).Replace(apiSecret, Mask, StringComparison.OrdinalIgnoreCase);
        clean = ControlCharacters().Replace(clean, " ");
        return clean.Length <= MaxLength ? clean : string.Concat(clean.AsSpan(0, MaxLength), "…");
    }

    [GeneratedRegex(@"origin_string\s*[\[=:].*", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OriginString();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signature();

    [GeneratedRegex(@"\p{Cc}+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlCharacters();
}
