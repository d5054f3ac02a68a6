using TradingBot.Core.Foundation;
using TradingBot.Core.Markets;
using TradingBot.Core.Strategies;

namespace TradingBot.Core.Signals.Formats;

/// <summary>
/// The signal bot of 3Commas: <c>bot_uuid</c>. With <c>strategy_info</c> it tells the position that a TradingView strategy has reached;
/// without, the action says which side is entered or left.
/// </summary>
internal sealed class ThreeCommasFormat : IAlertFormat
{
    private const int LongestWord = 40;
    private const int LongestName = 80;

    public AlertFormat Format => AlertFormat.ThreeCommas;

    public string Name => "3Commas";

    public bool Recognises(AlertBody body, Strategy? strategy) => body.Has("bot_uuid");

    public Translation Translate(AlertBody body, Strategy strategy)
    {
        var alert = new Translator(body.Json!.Value);
        var sent = alert.Sent;
        var action = sent.Text("action", LongestWord)?.ToLowerInvariant();
        var isOfStrategy = sent.Mentions("strategy_info");
        var info = isOfStrategy ? alert.Within("strategy_info") : null;
        if (isOfStrategy && info?.Has("market_position") != true)
        {
            return new Translation.Unclear(
                "strategy_info.market_position is missing or was not filled in: {{strategy.market_position}} exists only in alerts made on a "
                + "strategy. In an indicator's alert leave strategy_info out and send action enter_long, exit_long, enter_short or exit_short.");
        }

        if (!isOfStrategy && !SignalBotWords.Mean(alert, action))
            return new Translation.Unclear("action is none of enter_long, exit_long, enter_short and exit_short, and there is no strategy_info.");
        sent.Raw("bot_uuid");
        sent.Raw("secret");
        ReadSymbol(alert);
        alert.Carry(sent, "timestamp", "firedAt");
        alert.Carry(sent, "trigger_price", "price");
        SignalBotWords.Age(alert, "max_lag", strategy);
        if (info is not null) ReadState(alert, info, action);
        if (alert.Within("order") is { } order) ReadSize(alert, order, strategy, isOfStrategy, SignalBotWords.IsExit(action));
        return alert.Done();
    }

    private static void ReadState(Translator alert, JsonFields info, string? action)
    {
        SignalBotWords.Order(alert, action);
        alert.Carry(info, "market_position", "position");
        alert.Carry(info, "market_position_size", "positionSize");
        alert.Carry(info, "prev_market_position", "prevPosition");
        alert.Carry(info, "prev_market_position_size", "prevPositionSize");
    }

    // After a flip the order of a strategy is the old position and the new one: its size is what the order was, and no size of an entry.
    private static void ReadSize(Translator alert, JsonFields order, Strategy strategy, bool isOfStrategy, bool isExit)
    {
        var unit = order.Text("currency_type", LongestWord)?.ToLowerInvariant() ?? "base";
        var isQuantity = unit == "base" && strategy.Category != Category.Inverse;
        if (isOfStrategy && unit == "base")
        {
            alert.Carry(order, "amount", "contracts");
            return;
        }

        if (isExit)
        {
            SizeWords.Take(alert, order, "amount", isShare: unit == "position_percent", isQuantity, strategy);
            return;
        }

        SizingMode? mode = unit == "quote" ? SizingMode.FixedNotional : isQuantity ? SizingMode.FixedQuantity : null;
        SizeWords.Ask(alert, order, "amount", "currency_type", unit, mode, strategy);
    }

    private static void ReadSymbol(Translator alert)
    {
        var (exchange, name) = (alert.Sent.Text("tv_exchange", LongestName), alert.Sent.Text("tv_instrument", LongestName));
        if (exchange is null || name is null || name.Contains(':', StringComparison.Ordinal)) alert.Carry(alert.Sent, "tv_instrument", "symbol");
        else alert.Say("symbol", $"{exchange}:{name}", "tv_instrument");
    }
}
