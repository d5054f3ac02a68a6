using Microsoft.Extensions.Hosting;
using TradingBot.Functions.Http;
using TradingBot.Trading;

namespace TradingBot.Functions;

/// <summary>What every program that runs these functions is made of, whichever host it has and whatever neighbours it is given.</summary>
public static class FunctionApp
{
    /// <summary>Adds the middleware and the services of the functions. The program adds clock, ledger, exchange and e-mail.</summary>
    public static TBuilder AddTradingBot<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
    {
        builder.UseMiddleware<ProblemMiddleware>();
        builder.UseMiddleware<AccessMiddleware>();
        // Both interfaces have them: the host's are the ones that are built.
        var (services, configuration) = (((IHostApplicationBuilder)builder).Services, builder.Configuration);
        services.AddTrading();
        services.AddTelemetry(configuration);
        services.AddTradingBotApi(configuration);
        services.AddNotifications();
        return builder;
    }
}
