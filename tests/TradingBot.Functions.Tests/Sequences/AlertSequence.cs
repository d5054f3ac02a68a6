using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Functions.Tests.Sequences;

/// <summary>What the alerts of a strategy tell of when they fired.</summary>
internal enum Told
{
    Seconds,
    Moments,
    Nothing,
    Mixed,
}

/// <summary>One alert to be sent.</summary>
/// <param name="SpacingMilliseconds">How long after the one before it arrives, 0 to 500.</param>
/// <param name="FiredBeforeMilliseconds">How long before its arrival it fired; negative is a time to come, null is not told.</param>
/// <param name="HasId">Whether it tells an id of its own.</param>
/// <param name="IsRepeat">Whether it repeats the one before it word for word.</param>
/// <param name="IsTwiceAtOnce">Whether it is delivered twice at the same moment.</param>
/// <param name="IsQuietBefore">Whether everything before it has been carried out when it arrives.</param>
internal sealed record PlannedAlert(
    AlertForm Form, int SpacingMilliseconds, int? FiredBeforeMilliseconds, bool IsWholeSecond, bool HasId, bool IsRepeat,
    bool IsTwiceAtOnce, bool IsQuietBefore)
{
    public override string ToString() =>
        $"{(IsQuietBefore ? "| " : "")}{Form.Word} +{SpacingMilliseconds}ms"
        + (FiredBeforeMilliseconds is { } ago ? $" fired -{ago}ms{(IsWholeSecond ? " (s)" : "")}" : "") + (HasId ? " id" : "")
        + (IsRepeat ? " again" : "") + (IsTwiceAtOnce ? " twice" : "");
}

/// <summary>Alerts of one market and the draws of how they are worked, all from one seed.</summary>
internal sealed record AlertSequence(
    int Seed, AllowedDirection Direction, Category Category, Told Told, bool IsDisturbed, IReadOnlyList<PlannedAlert> Alerts)
{
    /// <summary>How often the strategy adds to what it holds.</summary>
    public int Pyramiding { get; init; }

    /// <param name="seed">The same one draws the same sequence.</param>
    /// <param name="isMixed">Whether some alerts of the strategy tell seconds, some moments and some nothing.</param>
    /// <param name="isAdding">Whether the strategy adds to what it holds, once to three times.</param>
    public static AlertSequence Of(int seed, bool isMixed, bool isAdding = false)
    {
        var random = new Random(seed);
        AllowedDirection[] directions = [AllowedDirection.Both, AllowedDirection.Both, AllowedDirection.Long, AllowedDirection.Short];
        var category = random.Next(5) == 0 ? Category.Spot : Category.Linear;
        var direction = category == Category.Spot ? AllowedDirection.Long : directions[random.Next(directions.Length)];
        var told = isMixed ? Told.Mixed : (Told)random.Next((int)Told.Mixed);
        var isDisturbed = random.Next(3) > 0;
        var forms = isAdding ? AlertForm.WithAdding : AlertForm.All;
        var alerts = new List<PlannedAlert>();
        for (var count = random.Next(2, 7); alerts.Count < count;)
        {
            var fired = FiredBefore(random, told);
            var isWholeSecond = told == Told.Seconds || (told == Told.Mixed && random.Next(2) == 0);
            var planned = new PlannedAlert(
                forms[random.Next(forms.Length)], random.Next(4) == 0 ? 0 : random.Next(1, 501), fired, isWholeSecond,
                HasId: random.Next(2) == 0, IsRepeat: false, IsTwiceAtOnce: random.Next(12) == 0,
                IsQuietBefore: alerts.Count > 0 && random.Next(4) == 0);
            alerts.Add(planned);
            if (random.Next(10) == 0)
                alerts.Add(planned with { IsRepeat = true, IsTwiceAtOnce = false, IsQuietBefore = random.Next(2) == 0 });
        }

        return new AlertSequence(seed, direction, category, told, isDisturbed, alerts) { Pyramiding = isAdding ? random.Next(1, 4) : 0 };
    }

    public override string ToString() =>
        $"{Category} {Direction}{(IsDisturbed ? " disturbed" : "")}{(Pyramiding > 0 ? $" adding {Pyramiding}" : "")}: "
            + $"{string.Join(", ", Alerts)} (TRADINGBOT_SEED={Seed})";

    // Mostly just fired; now and then before alerts that arrived earlier, in the future, or at a time that is not told.
    private static int? FiredBefore(Random random, Told told) => random.Next(10) switch
    {
        _ when told == Told.Nothing => null,
        0 or 1 when told == Told.Mixed => null,
        2 => -random.Next(1, 4000),
        3 or 4 or 5 => random.Next(300, 2000),
        _ => random.Next(0, 60),
    };
}
