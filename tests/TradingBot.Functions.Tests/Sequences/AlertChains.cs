using TradingBot.Core.Signals;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>
/// How alerts of one second chain: the order in which most of them begin with what the one before left. Who decides one of them knows those
/// that have arrived by then, so the order of two is told where it is the same for all of these.
/// </summary>
/// <param name="arrivals">The alerts as they arrived.</param>
/// <param name="found">What those that saw what was held found, in the order in which they were decided.</param>
/// <param name="isFoundKnown">Whether all that is judged knows what the first of them found: who judged before that did not.</param>
internal sealed class AlertChains(
    IReadOnlyList<ModelAlert> arrivals, IReadOnlyList<(ModelAlert Alert, TargetPosition Found)> found, bool isFoundKnown)
{
    private const int MostOrdered = 6;

    /// <summary>
    /// Negative when the first of the two comes first, zero when they leave it open; null when what has arrived tells now one thing and now
    /// another.
    /// </summary>
    public int? Compare(ModelAlert one, ModelAlert other) => ToldOf(one, other) is [var same] ? same : null;

    /// <summary>True when some of what has arrived tells that the first of the two came first.</summary>
    public bool MayTellFirst(ModelAlert one, ModelAlert other) => ToldOf(one, other).Exists(static told => told < 0);

    /// <summary>
    /// Whether the first of the two came first by what they tell without the others of their second, and else by their arrival; null when
    /// that hangs on what was found.
    /// </summary>
    public bool? AreAloneInOrder(ModelAlert one, ModelAlert other)
    {
        List<ModelAlert> two = [one, other];
        var isOpen = two.Exists(static alert => alert.Form.After is null);
        bool[] told = [.. StartsOf(two).Select(start => isOpen ? 0 : Told(two, one, other, start))
            .Select(order => order < 0 || (order == 0 && one.Arrived < other.Arrived)).Distinct()];
        return told is [var same] ? same : null;
    }

    private TargetPosition?[] StartsOf(List<ModelAlert> alerts)
    {
        var first = found.Where(one => alerts.Contains(one.Alert)).Select(static one => (TargetPosition?)one.Found).FirstOrDefault();
        return isFoundKnown ? [first] : [null, first];
    }

    private List<int> ToldOf(ModelAlert one, ModelAlert other)
    {
        if (one.Form.After is null || other.Form.After is null)
            return [0];
        var second = arrivals.Where(
            alert => alert.FiredAt == one.FiredAt && alert.FiredAt < alert.Arrived && alert.Form.After is not null).ToList();
        if (!second.Contains(one) || !second.Contains(other))
            return [0];
        var starts = StartsOf(second);
        var since = Math.Max(second.IndexOf(one), second.IndexOf(other)) + 1;
        return [.. Enumerable.Range(since, second.Count - since + 1)
            .SelectMany(known => starts.Select(start => Told(second[..known], one, other, start)))
            .Distinct()];
    }

    private static int Told(List<ModelAlert> known, ModelAlert one, ModelAlert other, TargetPosition? began)
    {
        if (known.Count > MostOrdered)
            return 0;
        var (first, second) = (0, 0);
        foreach (var order in OrdersOf(known))
        {
            var start = began is { } state && order[0].Form.Before == state ? 1 : 0;
            var links = (2 * order.Zip(order.Skip(1), Chains).Count(static chains => chains)) + start;
            if (order.IndexOf(one) < order.IndexOf(other))
                first = Math.Max(first, links);
            else
                second = Math.Max(second, links);
        }

        return second.CompareTo(first);
    }

    private static IEnumerable<List<ModelAlert>> OrdersOf(List<ModelAlert> alerts) => alerts.Count <= 1
        ? [alerts]
        : alerts.SelectMany(
            first => OrdersOf([.. alerts.Where(other => other != first)]).Select(rest => new List<ModelAlert>([first, .. rest])));

    private static bool Chains(ModelAlert one, ModelAlert next) => next.Form.Before is not { } before || before == one.Form.After;
}
