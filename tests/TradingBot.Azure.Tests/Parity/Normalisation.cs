using System.Text.RegularExpressions;

namespace TradingBot.Azure.Tests.Parity;

/// <summary>
/// Takes out of a text what no two runs share: ids become numbers in order of their first appearance, so that it still shows which
/// of them are the same; times, traces, page cursors, the session's secret and the program's address become words.
/// </summary>
internal sealed partial class Normalisation(Uri program)
{
    private static readonly (Regex Pattern, string Word)[] Words =
    [
        (Time(), "<time>"),
        (Trace(), "\"traceId\":\"<trace>\""),
        (Cursor(), "\"next\":\"<cursor>\""),
        (Session(), "tradingbot=<session>"),
    ];

    private readonly Dictionary<Guid, int> _ids = [];

    public string Of(string text)
    {
        var known = text.Replace(program.GetLeftPart(UriPartial.Authority), "<address>", StringComparison.Ordinal);
        foreach (var (pattern, word) in Words)
            known = pattern.Replace(known, word);
        return Id().Replace(known, NumberOf);
    }

    // With or without hyphens it is the same id: an order's link id holds its trade's without.
    private string NumberOf(Match match)
    {
        var id = Guid.Parse(match.Value);
        if (id == Guid.Empty)
            return match.Value;
        if (!_ids.TryGetValue(id, out var number))
            _ids[id] = number = _ids.Count + 1;
        return $"<id {number}>";
    }

    [GeneratedRegex(
        "(?<![0-9a-f])[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex(
        @"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex("\"traceId\":\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trace();

    [GeneratedRegex("\"next\":\"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cursor();

    [GeneratedRegex(@"tradingbot=[A-Za-z0-9_-]{20,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Session();
}
