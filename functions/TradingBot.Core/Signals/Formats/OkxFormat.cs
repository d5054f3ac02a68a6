using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// The signal bot of OKX: <c>signalToken</c>. With <c>marketPosition</c> it tells the position that a TradingView strategy has reached;
/// without, the action says which side is entered or left.
/// </summary>
internal sealed class OkxFormat : IAlertFormat
{
    private const int LongestWord = 40;
    private const string Unit = "investmentType";

    public AlertFormat Format => AlertFormat.Okx;

    public string Name => "OKX signal bot";

    public bool Recognises(AlertBody body, Strategy? strategy) => body.Has("signalToken");

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        var alert = new Translator(body.Json!.Value);
        var sent = alert.Sent;
        var action = sent.Text("action", LongestWord)?.ToLowerInvariant();
        var isOfStrategy = sent.Mentions("marketPosition");
        if (isOfStrategy && !sent.Has("marketPosition"))
        {
            return new Translation.Unclear(
                "marketPosition was not filled in: {{strategy.market_position}} exists only in alerts made on a strategy. In an indicator's "
                + "alert leave marketPosition out and send action ENTER_LONG, EXIT_LONG, ENTER_SHORT or EXIT_SHORT.");
        }

        if (!isOfStrategy && !SignalBotWords.Mean(alert, action))
            return new Translation.Unclear("action is none of ENTER_LONG, EXIT_LONG, ENTER_SHORT and EXIT_SHORT, and there is no marketPosition.");
        sent.Raw("signalToken");
        alert.Carry(sent, "instrument", "symbol");
        alert.Carry(sent, "timestamp", "firedAt");
        SignalBotWords.Age(alert, "maxLag", strategy);
        ReadOrder(alert);
        if (isOfStrategy) ReadState(alert, action);
        ReadSize(alert, strategy, isOfStrategy, SignalBotWords.IsExit(action));
        return alert.Done();
    }

    private static void ReadState(Translator alert, string? action)
    {
        SignalBotWords.Order(alert, action);
        alert.Carry(alert.Sent, "id", "orderId");
        alert.Carry(alert.Sent, "marketPosition", "position");
        alert.Carry(alert.Sent, "marketPositionSize", "positionSize");
        alert.Carry(alert.Sent, "prevMarketPosition", "prevPosition");
        alert.Carry(alert.Sent, "prevMarketPositionSize", "prevPositionSize");
    }

    // A limit of OKX lies a percentage beside the price at which it arrives, which is no price that an alert tells.
    private static void ReadOrder(Translator alert)
    {
        var type = alert.Sent.Text("orderType", LongestWord)?.ToLowerInvariant();
        if (type is null) return;
        if (type == "market") alert.Say("orderType", "market", "orderType");
        else alert.Fault("orderType", "is not taken; send market, or leave it out, so that the strategy's order type is taken.");
    }

    // After a flip the order of a strategy is the old position and the new one: its size is what the order was, and no size of an entry.
    private static void ReadSize(Translator alert, Strategy strategy, bool isOfStrategy, bool isExit)
    {
        var unit = alert.Sent.Text(Unit, LongestWord)?.ToLowerInvariant() ?? "margin";
        var isQuantity = unit == "base" && strategy.Category != Category.Inverse;
        if (isOfStrategy && unit == "base") alert.Carry(alert.Sent, "amount", "contracts");
        else if (isExit) SizeWords.Take(alert, alert.Sent, "amount", unit == "percentage_position", isQuantity, strategy);
        else SizeWords.Ask(alert, alert.Sent, "amount", Unit, unit, isQuantity ? SizingMode.FixedQuantity : null, strategy);
    }
}
