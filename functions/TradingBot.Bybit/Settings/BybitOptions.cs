namespace TradingBot.Bybit.Settings;

/// <summary>How to reach Bybit. Section "Bybit"; AllowMainnet comes from "Trading:AllowMainnet" only.</summary>
public sealed class BybitOptions
{
    public const string Section = "Bybit";

    public const string AllowMainnetKey = "Trading:AllowMainnet";

    public BybitEnvironment Environment { get; set; } = BybitEnvironment.Paper;

    /// <summary>Replaces the environment's own address. Required for paper.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>
    /// Keeps streams open, so that changes are known sooner than by polling. Off where a process sleeps between calls (serverless).
    /// </summary>
    public bool Streams { get; set; }

    /// <summary>Replaces the address of the private stream: scheme, host and port.</summary>
    public string? PrivateStreamUrl { get; set; }

    /// <summary>Replaces the address of the price streams: scheme, host and port.</summary>
    public string? PublicStreamUrl { get; set; }

    /// <summary>Not used where a store of keys is registered.</summary>
    public string? ApiKey { get; set; }

    public string? ApiSecret { get; set; }

    /// <summary>True in a process that signs nothing: it starts without a key, and every signed call fails before it is sent.</summary>
    public bool WithoutKeys { get; set; }

    /// <summary>The second of the two switches that real money needs.</summary>
    public bool AllowMainnet { get; set; }

    /// <summary>Milliseconds a signed request stays valid by Bybit's clock; 1000 to 60000, 5000 by default.</summary>
    public int RecvWindow { get; set; } = 5000;

    /// <summary>How long one attempt of a read may take, of three at most; above zero, 5 s by default.</summary>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a write may take before its outcome counts as unknown; above zero, 5 s by default.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
