namespace TradingBot.EndToEnd.Tests.Programs;

/// <summary>How long things may take before a test calls them broken; far more than they take on an idle machine.</summary>
public static class Deadlines
{
    /// <summary>A first start makes a database cluster; a start after a kill lets it recover.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(90);

    public static readonly TimeSpan Stop = TimeSpan.FromSeconds(45);

    /// <summary>From an alert or a price to what the ledger shows.</summary>
    public static readonly TimeSpan Effect = TimeSpan.FromSeconds(40);
}
