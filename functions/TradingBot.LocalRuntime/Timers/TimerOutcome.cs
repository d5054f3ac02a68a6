namespace TradingBot.LocalRuntime.Timers;

/// <summary>How the last run of a timer went; Running also when its process died in the run.</summary>
public enum TimerOutcome
{
    Running,
    Succeeded,
    Failed,
}
