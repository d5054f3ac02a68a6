using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>Ends that the model has to know, of alerts whose times leave their order open.</summary>
public sealed class AlertModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("long 2>1", new[] { "Long 0.005", "Short 0.01" })]
    [InlineData("sell 1 of long 2", new[] { "Long 0.005", "Short 0.01" })]
    [InlineData("reduce", new[] { "Short 0.01" })]
    public void Reversal_behind_a_part_whose_side_is_told_may_be_left_out(string part, string[] ends)
    {
        var entry = Of("buy", fired: 1_001, arrived: 1_010);
        var reduced = Of(part, fired: 3_001, arrived: 3_010, entry);
        var reverse = Of("reverse", fired: 2_001, arrived: 3_020, entry, reduced);

        var found = EndsOf(entry, reduced, reverse).Select(static end => FormattableString.Invariant($"{end.Side} {end.Size:0.###}"));
        Assert.Equal(ends, found);
    }

    private static IEnumerable<(Direction? Side, decimal Size)> EndsOf(params ModelAlert[] arrivals) =>
        new AlertModel(AllowedDirection.Both, isSpot: false, found: []).EndsOf(arrivals).OrderBy(static end => end.Side);

    private static ModelAlert Of(string word, int fired, int arrived, params ModelAlert[] carriedOut) => new(
        AlertForm.All.Single(form => form.Word == word), Noon.AddMilliseconds(fired), Noon.AddMilliseconds(arrived), carriedOut.ToHashSet())
    {
        MaybeCarriedOut = carriedOut.ToHashSet(),
        Settled = carriedOut.ToHashSet(),
    };
}
