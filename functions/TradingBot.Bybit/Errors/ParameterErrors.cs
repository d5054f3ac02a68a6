using TradingBot.Core.Exchange;
using static TradingBot.Core.Exchange.RetryGuidance;

namespace TradingBot.Bybit.Errors;

/// <summary>
/// 10001 stands for very different refusals. Its text is only a hint, since it may be localised: what is not recognised stays a plain
/// refusal.
/// </summary>
internal static class ParameterErrors
{
    public const string PositionModeHint = "position idx not match";

    private static readonly (string Hint, RetryGuidance Class, string Meaning, bool IsSizeRule)[] Hints =
    [
        (PositionModeHint, CorrectAndRetry, "the account's position mode (one-way or hedge) differs from the order's", false),
        ("exceeds minimum limit", Permanent, "the quantity is below the minimum", true),
        ("exceeds maximum limit", Permanent, "the quantity is above the maximum", true),
        ("qty invalid", Permanent, "the quantity is zero or off the step", true),
        ("zero position", CorrectAndRetry, "there is no position to protect (yet, or any more)", false),
        ("base_price", Permanent, "the stop or target lies on the wrong side of the market", false),
        ("triggerdirection invalid", Permanent, "the trigger direction was refused", false),
        ("tpslmode is empty", Permanent, "the stop and target mode is missing", false),
        ("orderlinkid is required", Permanent, "the order id is missing", false),
        ("not supported symbols", Permanent, "the symbol is not known", false),
        ("symbol invalid", Permanent, "the symbol is not known", false),
        ("order not modified", AlreadyDone, "the order is already so", false),
    ];

    public static BybitError? Recognise(string message)
    {
        foreach (var (hint, @class, meaning, isSizeRule) in Hints)
        {
            if (message.Contains(hint, StringComparison.OrdinalIgnoreCase))
                return new BybitError(BybitErrors.BadParameter, @class, meaning) { IsSizeRule = isSizeRule };
        }

        return null;
    }
}
