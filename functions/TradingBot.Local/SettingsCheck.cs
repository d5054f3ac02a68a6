using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradingBot.Bybit;
using TradingBot.Bybit.Settings;
using TradingBot.Functions;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.Postgres.Connections;
using TradingBot.LocalRuntime;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;
using TradingBot.Trading;

namespace TradingBot.Local;

/// <summary>
/// Reads every setting as the program itself will read it, in a container that is thrown away, before a folder, a database or a secret is
/// made. The schedules and the addresses to listen on are the host's, which reads them before it makes anything.
/// </summary>
internal static class SettingsCheck
{
    private const string VaultKey = "KeyVault:Uri";
    private const string TelemetryKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <exception cref="StartupException">A setting cannot be used; the message names it and the fix.</exception>
    public static void Run(IConfiguration configuration)
    {
        if (!string.IsNullOrWhiteSpace(configuration[VaultKey]))
            throw new StartupException($"{VaultKey} belongs to the program for Azure: leave it empty here and give Bybit:ApiKey and Bybit:ApiSecret.");
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        try
        {
            services.AddTradingBotApi(configuration).AddEmail(configuration);
            services.AddTrading();
            services.AddBybit(configuration);
            if (ExchangeSelection.OwnPaper(configuration) is { } paper)
            {
                services.AddOptions<BybitOptions>().Configure(bybit => bybit.BaseUrl = $"http://127.0.0.1:{paper.Port}");
                EnsureStartable(paper, configuration);
            }

            PostgresConnections.MaxFrom(configuration);
            EnsureTelemetryAddress(configuration);
            using var provider = services.BuildServiceProvider();
            provider.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (AggregateException several) when (several.InnerExceptions.All(static fault => fault is OptionsValidationException))
        {
            throw Refusal(several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(static invalid => invalid.Failures), several);
        }
        catch (OptionsValidationException invalid)
        {
            throw Refusal(invalid.Failures, invalid);
        }
        catch (InvalidOperationException unreadable) when (unreadable.InnerException is FormatException or ArgumentException)
        {
            // What binding throws for a word where a number or a name of a list belongs; its message names the key and the type.
            throw new StartupException(UnreadableSetting.Describe(unreadable.Message), unreadable);
        }
        catch (InvalidOperationException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }

    private static StartupException Refusal(IEnumerable<string> failures, Exception cause) =>
        new($"The settings are not valid: {string.Join(" ", failures)}", cause);

    private static void EnsureStartable(PaperExchangeOptions paper, IConfiguration configuration)
    {
        var address = configuration["urls"] ?? "";
        if (paper.Port > 0 && address.Split(';', StringSplitOptions.TrimEntries).Any(url => url.TrimEnd('/').EndsWith($":{paper.Port}", StringComparison.Ordinal)))
            throw new StartupException($"PaperExchange:Port and ASPNETCORE_URLS both name port {paper.Port}: give the paper exchange another one.");
        if (paper.DataFolder is { } folder)
            WritableFolder.Ensure(Path.GetFullPath(folder), "PaperExchange:DataFolder");
        if (paper is { Prices: PriceSourceKind.Replay, ReplayPath: { } bars })
            Console.WriteLine($"Reading the prices to replay from {bars} ...");
        try
        {
            PaperExchangeHost.EnsureStartable(paper);
        }
        catch (PaperExchangeStartException refused)
        {
            throw new StartupException(refused.Message, refused);
        }
    }

    // The exporter takes an address it cannot read for none, and sends to its default instead.
    private static void EnsureTelemetryAddress(IConfiguration configuration)
    {
        var text = configuration[TelemetryKey];
        if (!string.IsNullOrWhiteSpace(text) && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            throw new StartupException($"{TelemetryKey} is '{text}'; write it like http://localhost:4317 or leave it empty.");
    }
}
