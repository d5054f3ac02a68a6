using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>What the messages of 3Commas' and OKX' signal bots share: entries and exits by side, and an age that they allow.</summary>
internal static class SignalBotWords
{
    // Longer than that is a mistake.
    private const int LongestLag = 1_000_000;

    /// <summary>Takes over what an action such as enter_long means; false when it is none of these.</summary>
    /// <param name="action">In lower case.</param>
    public static bool Mean(Translator alert, string? action)
    {
        switch (action)
        {
            case "enter_long" or "enter_short":
                alert.Say("position", action["enter_".Length..], "action");
                return true;
            case "exit_long":
                alert.Say("action", "closeLong", "action");
                return true;
            case "exit_short":
                alert.Say("action", "closeShort", "action");
                return true;
            default:
                return false;
        }
    }

    /// <summary>True for an action that only closes.</summary>
    public static bool IsExit(string? action) => action is "exit_long" or "exit_short";

    /// <summary>Takes over the side of an order beside the position that it left.</summary>
    /// <param name="action">In lower case; null: none is told.</param>
    public static void Order(Translator alert, string? action)
    {
        alert.Call("action", "action");
        if (action is "buy" or "sell") alert.Say("action", action, "action");
        else if (action is not null) alert.Fault("action", "is not known beside a position; use {{strategy.order.action}}, which is buy or sell.");
    }

    /// <summary>How old the alert may be: fewer seconds than the strategy's count, more do not.</summary>
    public static void Age(Translator alert, string name, Strategy strategy)
    {
        if (alert.Sent.Whole(name, 1, LongestLag) is { } seconds && seconds < strategy.MaxLagSeconds)
            alert.Say("maxLagSeconds", seconds, name);
    }
}
