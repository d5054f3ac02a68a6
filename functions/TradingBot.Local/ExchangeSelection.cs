using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TradingBot.Bybit;
using TradingBot.Bybit.Settings;
using TradingBot.LocalRuntime;
using TradingBot.LocalRuntime.Hosting;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

namespace TradingBot.Local;

/// <summary>Which exchange the bot trades on, and the small services that only one machine needs.</summary>
internal static class ExchangeSelection
{
    /// <summary>
    /// Starts its own paper exchange only for environment paper without an address; every other setting names the exchange.
    /// </summary>
    public static void AddPaperOrRealExchange(this IServiceCollection services, IConfiguration configuration, DataFolder data)
    {
        services.AddBybit(configuration);
        if (OwnPaper(configuration) is not { } options)
            return;
        services.AddSingleton(provider => new PaperExchangeHost(
            options with { DataFolder = options.DataFolder ?? data.Private("paper-exchange") }, provider.GetRequiredService<ILoggerFactory>()));
        services.AddOptions<BybitOptions>().Configure<PaperExchangeHost>((bybit, paper) =>
        {
            bybit.BaseUrl = paper.BaseUrl.GetLeftPart(UriPartial.Authority);
            bybit.ApiKey = options.ApiKey;
            bybit.ApiSecret = options.ApiSecret;
        });
    }

    /// <summary>Null when the settings name another exchange.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings of the paper exchange cannot be used.</exception>
    public static PaperExchangeOptions? OwnPaper(IConfiguration configuration)
    {
        var bybit = BybitServices.Read(configuration);
        return bybit.Environment == BybitEnvironment.Paper && string.IsNullOrWhiteSpace(bybit.BaseUrl)
            ? PaperExchangeOptions.From(configuration)
            : null;
    }

    public static async Task StartPaperExchangeAsync(this IServiceProvider services, CancellationToken token)
    {
        if (services.GetService<PaperExchangeHost>() is not { } paper)
            return;
        try
        {
            await paper.StartAsync(token);
        }
        catch (PaperExchangeStartException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }

    // The folder appears with the first key, not with the registration.
    public static void AddDataProtectionIn(this IServiceCollection services, DataFolder data)
    {
        services.AddDataProtection().SetApplicationName("TradingBot");
        services.AddOptions<KeyManagementOptions>().Configure<ILoggerFactory>((keys, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Private("keys")), loggers));
    }

    public static void AddPlainConsole(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }

    public static ILogger LoggerOf(this IServiceProvider services, Type type) =>
        services.GetRequiredService<ILoggerFactory>().CreateLogger(type.FullName!);

    public static Task TellIfSlowAsync(this IServiceProvider services, string step, Func<Task> work) =>
        SlowStep.RunAsync(step, services.LoggerOf(typeof(OneMachineHost)), services.GetRequiredService<TimeProvider>(), work);
}
