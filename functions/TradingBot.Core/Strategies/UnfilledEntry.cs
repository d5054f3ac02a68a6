namespace TradingBot.Core.Strategies;

/// <summary>What becomes of what a limit entry has not filled when its time is over.</summary>
public enum UnfilledEntry
{
    /// <summary>It is taken back.</summary>
    Cancel,

    /// <summary>It is bought (sold) at what the market asks then, no further than the entry may go; the rest is taken back.</summary>
    Market,
}
