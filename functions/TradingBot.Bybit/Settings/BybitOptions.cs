using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace TradingBot.Bybit.Settings;

/// <summary>How to reach Bybit. Section "Bybit"; AllowMainnet comes from "Trading:AllowMainnet" only.</summary>
public sealed class BybitOptions
{
    public const string Section = "Bybit";

    public const string AllowMainnetKey = "Trading:AllowMainnet";

    [Display(Description = "which Bybit the keys belong to; only mainnet moves real money", Prompt = "testnet")]
    public BybitEnvironment Environment { get; set; } = BybitEnvironment.Paper;

    /// <summary>Replaces the environment's own address. Required for paper.</summary>
    [DefaultValue("by environment")]
    [Display(Description = "any V5 server; with it no paper exchange is started", ShortName = "an absolute http or https address",
        Prompt = "http://127.0.0.1:7075")]
    public string? BaseUrl { get; set; }

    /// <summary>
    /// Keeps streams open, so that changes are known sooner than by polling. Off where a process sleeps between calls (serverless).
    /// </summary>
    [DefaultValue("true on one machine, false on Azure")]
    [Display(
        Description = "listen to orders, fills and positions over WebSocket, so that a trade is looked at the moment something happens; "
        + "polling goes on either way")]
    public bool Streams { get; set; }

    /// <summary>Replaces the address of the private stream: scheme, host and port.</summary>
    [DefaultValue("by environment")]
    [Display(Description = "replaces the address of the private stream", ShortName = "an absolute ws or wss address", Prompt = "wss://stream.bybit.com")]
    public string? PrivateStreamUrl { get; set; }

    /// <summary>Replaces the address of the price streams: scheme, host and port.</summary>
    [DefaultValue("by environment")]
    [Display(Description = "replaces the address of the price streams", ShortName = "an absolute ws or wss address", Prompt = "wss://stream.bybit.com")]
    public string? PublicStreamUrl { get; set; }

    /// <summary>Not used where a store of keys is registered.</summary>
    [DefaultValue("paper on paper")]
    [PasswordPropertyText(true)]
    [Display(Description = "bind the key to your address, give no withdrawal right; not used where a vault holds the key",
        ShortName = "the key without spaces or line breaks")]
    public string? ApiKey { get; set; }

    [DefaultValue("paper on paper")]
    [PasswordPropertyText(true)]
    [Display(Description = "the secret that belongs to Bybit:ApiKey")]
    public string? ApiSecret { get; set; }

    /// <summary>True in a process that signs nothing: it starts without a key, and every signed call fails before it is sent.</summary>
    [Display(Description = "true in an app that calls no exchange: it starts without a key")]
    public bool WithoutKeys { get; set; }

    /// <summary>The second of the two switches that real money needs.</summary>
    public bool AllowMainnet { get; set; }

    /// <summary>Milliseconds a signed request stays valid by Bybit's clock; 1000 to 60000, 5000 by default.</summary>
    [Range(1000, 60_000)]
    [Display(Description = "milliseconds a signed request stays valid by Bybit's clock",
        ShortName = "a whole number of milliseconds between 1000 and 60000")]
    public int RecvWindow { get; set; } = 5000;

    /// <summary>How long one attempt of a read may take, of three at most; above zero, 5 s by default.</summary>
    [Display(Description = "how long one attempt of a read may take, of three at most", ShortName = "a time above zero like 00:00:05")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a write may take before its outcome counts as unknown; above zero, 3 s by default. An exit that hangs twice goes out for
    /// the third time within the ten seconds for which a position may stand unguarded.
    /// </summary>
    [Display(Description = "how long a write may take before its outcome counts as unknown", ShortName = "a time above zero like 00:00:05")]
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(3);
}
