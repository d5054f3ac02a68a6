using System.Collections.Immutable;
using System.Text.RegularExpressions;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Http;

/// <summary>Takes key, secret and signatures out of any text of the exchange's before it can reach a log, an error or a person.</summary>
internal sealed partial class Redactor
{
    private const int MaxLength = 300;
    private const string Mask = "***";

    // A pair that was replaced may still be quoted in answers to what was signed with it.
    private const int PairsKept = 4;

    private readonly Lock _lock = new();
    private ImmutableArray<ExchangeKey> _known = [];

    /// <summary>From now on this pair is taken out as well.</summary>
    public void Register(ExchangeKey key)
    {
        lock (_lock)
            _known = [key, .. _known.Where(known => known != key).Take(PairsKept - 1)];
    }

    public string Redact(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        // 10004 repeats the whole signed string, which holds the key.
        var clean = OriginString().Replace(text, "origin_string[***]");
        clean = Signature().Replace(clean, Mask);
        foreach (var key in Known)
            clean = clean.Replace(key.ApiKey, Mask, StringComparison.OrdinalIgnoreCase)
                .Replace(key.ApiSecret, Mask, StringComparison.OrdinalIgnoreCase);
        clean = ControlCharacters().Replace(clean, " ");
        return clean.Length <= MaxLength ? clean : string.Concat(clean.AsSpan(0, MaxLength), "…");
    }

    private ImmutableArray<ExchangeKey> Known
    {
        get
        {
            lock (_lock)
                return _known;
        }
    }

    [GeneratedRegex(@"origin_string\s*[\[=:].*", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OriginString();

    [GeneratedRegex("[0-9a-f]{64}", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signature();

    [GeneratedRegex(@"\p{Cc}+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ControlCharacters();
}
