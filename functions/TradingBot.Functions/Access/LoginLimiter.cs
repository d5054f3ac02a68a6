using TradingBot.Trading.Security;

namespace TradingBot.Functions.Access;

/// <summary>Five wrong passwords a minute and address; a right one costs nothing.</summary>
public sealed class LoginLimiter(TimeProvider time)
{
    private readonly SlidingWindow _attempts = new(5, TimeSpan.FromMinutes(1), time);

    public bool TryBegin(string address, out TimeSpan retryAfter) => _attempts.TryTake(address, out retryAfter);

    public void Succeeded(string address) => _attempts.GiveBack(address);
}
