using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit.Settings;
using TradingBot.Bybit.Telemetry;
using TradingBot.Core.Exchange;

namespace TradingBot.Bybit.Account;

/// <summary>Checks the API key once at start and says what is wrong with it before the first signal finds out.</summary>
internal sealed class ApiKeyStartupCheck(BybitKeyCheck check, BybitOptions options, ILogger<ApiKeyStartupCheck> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Environment == BybitEnvironment.Paper || options.WithoutKeys)
            return;
        switch (await check.CheckAsync(stoppingToken))
        {
            case ExchangeResult<BybitKeyReport>.Success { Value: var report }:
                foreach (var warning in report.Warnings)
                    logger.KeyWarning(warning);
                break;
            case ExchangeResult<BybitKeyReport>.Failure { Error: var error }:
                logger.KeyUnchecked(error.Message);
                break;
        }
    }
}
