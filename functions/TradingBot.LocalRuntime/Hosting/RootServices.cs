namespace TradingBot.LocalRuntime.Hosting;

/// <summary>The host's own container, for parts that are registered before it exists.</summary>
internal sealed class RootServices
{
    private IServiceProvider? _provider;

    public IServiceProvider Provider
    {
        get => _provider ?? throw new InvalidOperationException("The host is not built yet.");
        set => _provider = value;
    }
}
