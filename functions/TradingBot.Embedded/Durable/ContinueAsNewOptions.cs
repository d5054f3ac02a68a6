namespace TradingBot.Embedded.Durable;

/// <summary>How an orchestration begins again with a fresh history.</summary>
public class ContinueAsNewOptions
{
    public object? NewInput { get; set; }

    public bool PreserveUnprocessedEvents { get; set; } = true;
}
