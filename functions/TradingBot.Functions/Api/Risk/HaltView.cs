using TradingBot.Core.Risk;

namespace TradingBot.Functions.Api.Risk;

/// <summary>The kill switch as it stands.</summary>
public sealed record HaltView(bool Halted, string? Reason, bool Flatten, DateTimeOffset? Since, string? By)
{
    public static HaltView Of(HaltState state) => new(state.IsHalted, state.Reason, state.Flatten, state.Since, state.By);
}
