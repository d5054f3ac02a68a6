namespace TradingBot.Bybit.Tests.Contract;

/// <summary>What the client is asked to do under a fault.</summary>
public enum Operation
{
    Place,
    Batch,
    Amend,
    Cancel,
    Stop,
}
