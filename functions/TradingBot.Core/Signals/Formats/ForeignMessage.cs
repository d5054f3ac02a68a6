namespace TradingBot.Core.Signals.Formats;

/// <summary>In whose format a message is written.</summary>
/// <param name="Name">The service, or several of them, by name.</param>
/// <param name="Format">How it is read; null: it is not.</param>
internal sealed record ForeignMessage(string Name, IAlertFormat? Format)
{
    /// <summary>The name as one speaks of a message: "an OKX signal bot", "a TradersPost".</summary>
    public string WithArticle => $"{("AEIO".Contains(Name[0], StringComparison.Ordinal) ? "an" : "a")} {Name}";

    /// <summary>True when it has the marks of several services.</summary>
    public bool IsMixed { get; init; }
}
