namespace TradingBot.Core.Tests.ExitRules;

/// <summary>A rule as it is shown: what a strategy says, and a road of prices on which it does all that it does.</summary>
/// <param name="Name">The heading; of the picture's file too.</param>
/// <param name="Settings">The fields of the strategy, beside a stop of 2 %.</param>
/// <param name="Meaning">What it does, in a sentence or two.</param>
/// <param name="Road">The price in percent of the entry, minute by minute from point to point.</param>
internal sealed record ExitRule(string Name, string Settings, string Meaning, params IReadOnlyList<(int Minute, decimal Percent)> Road)
{
    private const string Thirds = """[{"percent":"1","close":"30"},{"percent":"2","close":"30"},{"percent":"3","close":"40"}]""";

    public static IReadOnlyList<ExitRule> All { get; } =
    [
        new(
            "Stop alone", "", "Without a rule the stop stays where it was planned.",
            (0, 0m), (20, 1.4m), (45, -0.6m), (60, 0.5m), (90, -2.2m)),
        new(
            "Targets", $"\"takeProfits\":{Thirds}",
            "Each target closes its share; what is left keeps the planned stop.",
            (0, 0m), (25, 1.2m), (35, 0.6m), (60, 2.2m), (90, -2.1m)),
        new(
            "Break-even at a price", "\"breakEven\":{\"at\":{\"r\":\"1\"}}",
            "Once the price is as far in the profit as the stop is in the loss, the trade cannot lose any more: the stop goes to the entry, fees of "
                + "both sides included.",
            (0, 0m), (20, 1.2m), (30, 0.5m), (55, 2.3m), (90, -0.2m)),
        new(
            "Break-even after a target", $"\"takeProfits\":{Thirds},\"breakEven\":{{\"at\":{{\"target\":1}},\"offset\":\"0.2\"}}",
            "The first target pays, and what is left cannot lose: with the offset it even wins a little.",
            (0, 0m), (30, 1.2m), (45, 0.6m), (60, 1.4m), (90, -0.1m)),
        new(
            "Trailing by percent", "\"trailing\":{\"percent\":\"1\"}",
            "The stop stays a percent behind the best price, and never goes back.",
            (0, 0m), (20, 1.2m), (35, 0.5m), (60, 3m), (70, 2.4m), (75, 2.6m), (90, 1.6m)),
        new(
            "Trailing from an activation on", "\"trailing\":{\"distance\":\"450\",\"activation\":{\"percent\":\"1\"}}",
            "It begins to follow, by a difference of prices, once the trade is a percent ahead.",
            (0, 0m), (15, 0.8m), (30, 0m), (60, 2.4m), (70, 1.8m), (80, 2m), (90, 1.2m)),
        new(
            "Trailing by the risk", "\"trailing\":{\"r\":\"0.5\",\"activation\":{\"r\":\"1\"}}",
            "Half the distance between entry and planned stop behind the best price, from one such distance on.",
            (0, 0m), (20, 1.5m), (30, 0.9m), (55, 3.4m), (65, 2.9m), (90, 2m)),
        new(
            "Trailing by the average true range", "\"trailing\":{\"atr\":\"2\",\"atrLength\":14,\"atrInterval\":\"minute15\"}",
            "Twice what a bar of a quarter of an hour moves on average, as it is when the entry is decided: wider in a wild market than in a calm one.",
            (0, 0m), (25, 1.6m), (40, 1m), (65, 2.8m), (90, 1.6m)),
        new(
            "Behind the targets", $"\"takeProfits\":{Thirds},\"trailing\":{{\"targets\":true}}",
            "After the first target the stop goes to break-even, after each further one to the target before.",
            (0, 0m), (25, 1.2m), (40, 0.6m), (65, 2.2m), (90, 0.8m)),
        new(
            "Both", "\"breakEven\":{\"at\":{\"r\":\"0.5\"}},\"trailing\":{\"percent\":\"1.5\"}",
            "Of several rules the one nearest to the price counts: break-even first, and later what follows the price.",
            (0, 0m), (15, 1.1m), (30, 0.4m), (65, 3.6m), (90, 1.9m)),
    ];
}
