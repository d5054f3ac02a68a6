namespace TradingBot.Core.Signals;

public enum SignalAction
{
    Buy,
    Sell,
    Close,
    Reverse,
    Cancel,
    Reduce,
}
