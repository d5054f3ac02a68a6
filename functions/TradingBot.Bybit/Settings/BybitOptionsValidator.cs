using Microsoft.Extensions.Options;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Settings;

/// <summary>Refuses to start on settings that are wrong or could reach real money by accident.</summary>
internal sealed class BybitOptionsValidator(IEnumerable<IExchangeKeys> stores) : IValidateOptions<BybitOptions>
{
    public ValidateOptionsResult Validate(string? name, BybitOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(BybitOptions options)
    {
        if (!Enum.IsDefined(options.Environment))
            yield return "Bybit:Environment must be paper, demo, testnet or mainnet.";
        if (options.Environment == BybitEnvironment.Mainnet && !options.AllowMainnet)
            yield return "Bybit:Environment is mainnet, but Trading:AllowMainnet is not true. Set both to trade real money.";
        // A store of keys, where there is one, gives the pair at the first request; and some processes sign nothing.
        if (!options.WithoutKeys && !stores.Any())
        {
            foreach (var fault in KeyFaults(options))
                yield return fault;
        }

        if (options.RecvWindow is < 1000 or > 60_000)
            yield return "Bybit:RecvWindow must lie between 1000 and 60000 milliseconds.";
        if (options.ReadTimeout <= TimeSpan.Zero || options.WriteTimeout <= TimeSpan.Zero)
            yield return "Bybit:ReadTimeout and Bybit:WriteTimeout must be longer than zero.";
        if (UrlFault(options) is { } urlFault)
            yield return urlFault;
        if (StreamFault("Bybit:PrivateStreamUrl", options.PrivateStreamUrl) is { } privateFault)
            yield return privateFault;
        if (StreamFault("Bybit:PublicStreamUrl", options.PublicStreamUrl) is { } publicFault)
            yield return publicFault;
    }

    private static IEnumerable<string> KeyFaults(BybitOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ApiKey))
            yield return "Bybit:ApiKey is missing. Set the API key of the chosen environment, or KeyVault:Uri where a vault holds it.";
        else if (!IsHeaderText(options.ApiKey))
            yield return "Bybit:ApiKey contains characters an API key cannot have. Check for spaces or line breaks copied with it.";
        if (string.IsNullOrWhiteSpace(options.ApiSecret))
            yield return "Bybit:ApiSecret is missing. Set the secret that belongs to Bybit:ApiKey.";
    }

    private static string? UrlFault(BybitOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BaseUrl))
        {
            return options.Environment == BybitEnvironment.Paper
                ? "Bybit:BaseUrl is missing. Bybit:Environment paper needs the address of the paper exchange."
                : null;
        }

        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return "Bybit:BaseUrl must be an absolute http or https address.";
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath != "/")
            return "Bybit:BaseUrl must name only scheme, host and port.";
        if (url.Scheme == "http" && !url.IsLoopback)
            return "Bybit:BaseUrl must use https unless it is on this machine: the API key would travel in the clear.";
        if (BybitHosts.IsMainnet(url) && !(options.Environment == BybitEnvironment.Mainnet && options.AllowMainnet))
            return $"Bybit:BaseUrl {url.Host} trades real money. It needs Bybit:Environment mainnet and Trading:AllowMainnet true.";
        return null;
    }

    private static string? StreamFault(string name, string? address)
    {
        if (string.IsNullOrWhiteSpace(address))
            return null;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss"))
            return $"{name} must be an absolute ws or wss address.";
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath != "/")
            return $"{name} must name only scheme, host and port.";
        return url.Scheme == "ws" && !url.IsLoopback ? $"{name} must use wss unless it is on this machine." : null;
    }

    private static bool IsHeaderText(string text) => text.All(static c => c is > ' ' and < '\u007f');
}
