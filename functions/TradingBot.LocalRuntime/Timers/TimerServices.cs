using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TradingBot.LocalRuntime.Functions;

namespace TradingBot.LocalRuntime.Timers;

/// <summary>Registers the timer functions.</summary>
internal static class TimerServices
{
    public static void AddTimers(this IServiceCollection services, IEnumerable<FunctionDescriptor> functions, IConfiguration configuration)
    {
        foreach (var function in functions)
        {
            var schedule = TimerSchedule.For(function, configuration);
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TimerLoop>(provider, function, schedule));
        }

        services.AddSingleton<TimerStore>();
        services.AddSingleton(provider => new TimerStatusReader(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddHostedService<TimerWorker>();
    }
}
