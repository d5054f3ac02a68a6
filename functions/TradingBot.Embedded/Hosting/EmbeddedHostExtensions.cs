using TradingBot.Embedded.Worker.Builder;

namespace TradingBot.Embedded.Hosting;

/// <summary>The way from the mirrored builder to the options that only this runtime has.</summary>
public static class EmbeddedHostExtensions
{
    public static FunctionsApplicationBuilder ConfigureEmbedded(this FunctionsApplicationBuilder builder, Action<EmbeddedHostOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(builder.Embedded);
        return builder;
    }
}
