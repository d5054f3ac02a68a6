using System.ComponentModel.DataAnnotations;

namespace TradingBot.Functions.Retention;

/// <summary>Settings <c>Retention:*</c>: how long is kept what nobody needs for trading.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>
    /// Days after its start for which a finished run of an orchestration is kept, 1 to 3650. The ledger keeps alerts, trades and their
    /// stories for good.
    /// </summary>
    [Range(1, 3650)]
    [Display(Description = "days for which the finished run of an alert or a trade is kept, to look into; the ledger keeps the story for good")]
    public int RunDays { get; init; } = 14;
}
