using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace TradingBot.PaperExchange.Settings;

/// <summary>How a paper exchange runs. Everything it knows about time and chance comes from here.</summary>
public sealed record PaperExchangeOptions
{
    public const string Section = "PaperExchange";

    public const int DefaultPort = 7075;

    /// <summary>Loopback port; 0 takes a free one.</summary>
    [Range(0, 65_535)]
    [Display(GroupName = "one machine", Description = "the paper exchange's port on this machine; 0 takes a free one")]
    public int Port { get; init; } = DefaultPort;

    /// <summary>Folder of the exchange's own store; null keeps everything in memory.</summary>
    [DefaultValue("in the data folder")]
    [Display(GroupName = "one machine", Description = "folder of the paper exchange's own store", ShortName = "a folder that can be written")]
    public string? DataFolder { get; init; }

    [PasswordPropertyText(true)]
    [Display(GroupName = "one machine", Description = "key that the paper exchange accepts")]
    public string ApiKey { get; init; } = "paper";

    [PasswordPropertyText(true)]
    [Display(GroupName = "one machine", Description = "secret that belongs to it")]
    public string ApiSecret { get; init; } = "paper";

    /// <summary>Start of the random walk on a new data folder; an old folder goes on with its own.</summary>
    [Display(GroupName = "one machine", Description = "start of the random walk on a new data folder")]
    public ulong Seed { get; init; } = 1;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Coins on a new data folder and after a reset that names none: amounts in the coin itself, zero or more.</summary>
    public IReadOnlyDictionary<string, decimal> InitialWallet { get; init; } =
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = 10_000m };

    /// <summary>False lets prices stand still until /sim/prices moves them.</summary>
    [Display(GroupName = "one machine", Description = "false lets prices stand still until /sim/prices moves them")]
    public bool AutoPrices { get; init; } = true;

    [Display(GroupName = "one machine", Description = "where prices come from: a random walk, OHLC files, or Bybit's public tickers")]
    public PriceSourceKind Prices { get; init; }

    /// <summary>File or folder of bars; needed when prices are replayed.</summary>
    [Display(GroupName = "one machine", Description = "bars to replay; needed with replay", ShortName = "a file or folder", Prompt = "bars/")]
    public string? ReplayPath { get; init; }

    /// <summary>How many times faster than they happened bars are replayed: above 0, up to 1000000.</summary>
    [Range(typeof(decimal), "0", "1000000", MinimumIsExclusive = true, ParseLimitsInInvariantCulture = true)]
    [Display(GroupName = "one machine", Description = "how many times faster than they happened bars are replayed",
        ShortName = "a number above 0 and up to 1000000")]
    public decimal ReplaySpeed { get; init; } = 1;

    /// <summary>Where live prices are read; only public tickers are asked for.</summary>
    [HttpAddress]
    [Display(GroupName = "one machine", Description = "where live prices are read; only public tickers are asked for", ShortName = "an http or https address")]
    public Uri LiveUrl { get; init; } = new("https://api.bybit.com");

    /// <summary>Time between two moves of the prices; above zero.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Time between an acknowledgement and its outcome; zero or more.</summary>
    public TimeSpan AckLatency { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// Requests that one address may send in five seconds before it is banned for ten minutes; null: any number. The real limit is 600.
    /// </summary>
    [DefaultValue("none")]
    [Range(1, int.MaxValue)]
    [Display(GroupName = "one machine", Description = "requests one address may send in five seconds before it is banned for ten minutes",
        ShortName = "a whole number above 0")]
    public int? IpLimit { get; init; }

    /// <summary>Messages that a reader of a stream may be behind before the connection is cut.</summary>
    public int StreamBacklog { get; init; } = 4096;

    /// <summary>How much worse than the quote a taker is filled, in hundredths of a percent.</summary>
    public decimal SlippageBasisPoints { get; init; } = 0.5m;

    /// <summary>
    /// Funding rate of every perpetual for eight hours, as a fraction of its value from -1 to 1; positive: longs pay shorts.
    /// </summary>
    [Range(typeof(decimal), "-1", "1", ParseLimitsInInvariantCulture = true)]
    [Display(GroupName = "one machine", Description = "funding of every perpetual for eight hours, a fraction of its value; positive: longs pay shorts")]
    public decimal FundingRate { get; init; } = 0.0001m;

    /// <summary>Reads section PaperExchange; blank and absent settings keep their defaults.</summary>
    /// <exception cref="OptionsValidationException">Settings cannot be used; the message names each of them and what it may be.</exception>
    public static PaperExchangeOptions From(IConfiguration configuration)
    {
        var options = new PaperExchangeOptions();
        var faults = SettingsReader.Fill(options, configuration.GetSection(Section));
        return faults.Count == 0 ? options : throw new OptionsValidationException(Section, typeof(PaperExchangeOptions), faults);
    }
}
