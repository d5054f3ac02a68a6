using System.Collections.Concurrent;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>In how many sequences each form, fault and way of coming was.</summary>
/// <param name="isMixed">Whether alerts of one strategy tell their times in different ways.</param>
/// <param name="isAdding">Whether the strategies add to what they hold.</param>
internal sealed class SequenceCoverage(bool isMixed, bool isAdding = false)
{
    // Fewer, and a draw has gone missing; so few sequences as one repeats by hand prove nothing of it.
    private const double LeastShare = 0.02;
    private const int LeastSequences = 500;

    private static readonly string[] Wanted =
    [
        .. AlertForm.All.Select(static form => $"form: {form.Word}"),
        .. Enum.GetNames<Disturbance>().Select(static kind => $"exchange: {kind}"),
        "market: Linear Both", "market: Linear Long", "market: Linear Short", "market: Spot Long",
        "all carried out before", "duplicate at once", "duplicate later", "time to come", "overtaken on its way",
        "process died", "step on two processes", "step again, answer lost", "steps while a call hangs", "start lost, swept",
        "decision given up",
    ];

    private readonly ConcurrentDictionary<string, int> _counts = new();

    public void Add(IEnumerable<string> contents)
    {
        foreach (var content in contents)
            _counts.AddOrUpdate(content, 1, static (_, count) => count + 1);
    }

    public void AssertWide(int sequences)
    {
        if (sequences < LeastSequences)
            return;
        var wanted = Wanted.Concat(
            Enum.GetValues<Told>().Where(told => (told == Told.Mixed) == isMixed).Select(static told => $"times: {told}")).ToList();
        if (isAdding)
            wanted = [.. wanted.Union(AlertForm.WithAdding.Select(static form => $"form: {form.Word}")), "added"];
        var thin = wanted.Where(content => _counts.GetValueOrDefault(content) < sequences * LeastShare).ToList();
        Assert.True(thin.Count == 0, $"Too few of {sequences} sequences had: {string.Join(", ", thin)}\n{this}");
        Assert.Equal(_counts.Keys.Order(), wanted.Order());
    }

    public override string ToString() => string.Join(
        "; ", _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key} {count.Value}"));
}
