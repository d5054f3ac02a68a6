using Microsoft.Extensions.DependencyInjection;
using TradingBot.Trading.Entries;

namespace TradingBot.Functions.Tests.Trading;

internal static class InterruptedDecider
{
    /// <summary>Decides as the product does, with one of its parts in the place of the product's.</summary>
    /// <param name="part">The journal or the ledger, interrupted.</param>
    public static SignalDecider DeciderWith(this TradingFixture fixture, object part)
    {
        var services = fixture.Service<IServiceProvider>();
        return ActivatorUtilities.CreateInstance<SignalDecider>(
            services, part, ActivatorUtilities.CreateInstance<ExitDecider>(services, part));
    }
}
