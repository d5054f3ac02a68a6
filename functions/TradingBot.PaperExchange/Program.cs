using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradingBot.PaperExchange;
using TradingBot.PaperExchange.Settings;

var switches = new Dictionary<string, string>(StringComparer.Ordinal)
{
    ["--port"] = "PaperExchange:Port",
    ["--data"] = "PaperExchange:DataFolder",
    ["--seed"] = "PaperExchange:Seed",
    ["--prices"] = "PaperExchange:Prices",
    ["--replay"] = "PaperExchange:ReplayPath",
    ["--speed"] = "PaperExchange:ReplaySpeed",
    ["--live-url"] = "PaperExchange:LiveUrl",
};
var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "TradingBot.PaperExchange" });
builder.Configuration.AddEnvironmentVariables().AddCommandLine(args, switches);
builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Information).AddFilter(
    "Microsoft", LogLevel.Warning)
    // A failed start is told in one sentence below.
    .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
try
{
    var options = PaperExchangeOptions.From(builder.Configuration);
    options = options with { DataFolder = options.DataFolder ?? DefaultFolder(builder.Configuration["TRADINGBOT_DATA"]) };
    builder.Services.AddSingleton(options).AddHostedService<PaperExchangeHost>();
    await builder.Build().RunAsync();
    return 0;
}
catch (OptionsValidationException invalid)
{
    await Console.Error.WriteLineAsync($"The settings are not valid: {string.Join(' ', invalid.Failures)}");
    return 1;
}
catch (PaperExchangeStartException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}

static string DefaultFolder(string? dataFolder) => Path.Combine(
    dataFolder is { Length: > 0 }
        ? dataFolder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "TradingBot"),
    "paper-exchange");
