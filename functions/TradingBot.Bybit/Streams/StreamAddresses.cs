using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Wire;
using TradingBot.Core.Markets;

namespace TradingBot.Bybit.Streams;

/// <summary>
/// Where the streams of the chosen environment live; settings of their own win, then a changed REST address, then Bybit's.
/// </summary>
internal sealed class StreamAddresses(BybitOptions options)
{
    public Uri Private => new(Root(options.PrivateStreamUrl, BybitHosts.PrivateStreamFor), "/v5/private");

    public Uri Public(Category category) =>
        new(Root(options.PublicStreamUrl, BybitHosts.PublicStreamFor), $"/v5/public/{WireText.Of(category)}");

    private Uri Root(string? own, Func<BybitEnvironment, Uri> bybits)
    {
        if (!string.IsNullOrWhiteSpace(own))
            return new Uri(own);
        return string.IsNullOrWhiteSpace(options.BaseUrl) ? bybits(options.Environment) : BybitHosts.StreamBeside(new Uri(options.BaseUrl));
    }
}
