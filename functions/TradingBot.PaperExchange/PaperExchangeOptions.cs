using Microsoft.Extensions.Configuration;

namespace TradingBot.PaperExchange;

/// <summary>How a paper exchange runs. Everything it knows about time and chance comes from here.</summary>
public sealed record PaperExchangeOptions
{
    public const int DefaultPort = 7075;

    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Folder of the exchange's own store; null keeps everything in memory.</summary>
    public string? DataFolder { get; init; }

    public string ApiKey { get; init; } = "paper";

    public string ApiSecret { get; init; } = "paper";

    /// <summary>Start of the random walk on a new data folder; an old folder goes on with its own.</summary>
    public ulong Seed { get; init; } = 1;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Coins on a new data folder and after a reset that names none.</summary>
    public IReadOnlyDictionary<string, decimal> InitialWallet { get; init; } =
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 10_000m };

    /// <summary>False lets prices stand still until /sim/prices moves them.</summary>
    public bool AutoPrices { get; init; } = true;

    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time between an acknowledgement and its outcome.</summary>
    public TimeSpan AckLatency { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How much worse than the quote a taker is filled, in hundredths of a percent.</summary>
    public decimal SlippageBasisPoints { get; init; } = 0.5m;

    /// <summary>Reads section PaperExchange: Port, ApiKey, ApiSecret, Seed, DataFolder, AutoPrices; absent keys keep their defaults.</summary>
    /// <exception cref="FormatException">A value is not of its type; the message names the key.</exception>
    public static PaperExchangeOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("PaperExchange");
        var defaults = new PaperExchangeOptions();
        return defaults with
        {
            Port = section[nameof(Port)] is { Length: > 0 } port ? ParsePort(port) : defaults.Port,
            ApiKey = section[nameof(ApiKey)] is { Length: > 0 } key ? key : defaults.ApiKey,
            ApiSecret = section[nameof(ApiSecret)] is { Length: > 0 } secret ? secret : defaults.ApiSecret,
            Seed = section[nameof(Seed)] is { Length: > 0 } seed ? ParseSeed(seed) : defaults.Seed,
            DataFolder = section[nameof(DataFolder)] is { Length: > 0 } folder ? folder : defaults.DataFolder,
            AutoPrices = !string.Equals(section[nameof(AutoPrices)], "false", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static int ParsePort(string text) =>
        int.TryParse(text, out var port) && port is >= 0 and <= 65_535
            ? port
            : throw new FormatException($"PaperExchange:Port must be a number from 0 to 65535, not '{text}'.");

    private static ulong ParseSeed(string text) =>
        ulong.TryParse(text, out var seed) ? seed : throw new FormatException($"PaperExchange:Seed must be a whole number, not '{text}'.");
}
