using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TradingBot.Functions;

/// <summary>One trace from the alert through orchestration and activities to the exchange, sent out where a collector is named.</summary>
public static class Telemetry
{
    private const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Exports traces and metrics over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set; otherwise registers nothing.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[EndpointKey]))
            return services;
        services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("tradingbot"))
            .WithTracing(static tracing => tracing
                .AddSource("Microsoft.AspNetCore", "TradingBot.Embedded.Durable", "TradingBot.Bybit", "Npgsql")
                .AddOtlpExporter())
            .WithMetrics(static metrics => metrics
                .AddMeter("TradingBot.Embedded.Durable", "Microsoft.AspNetCore.Hosting", "Npgsql")
                .AddOtlpExporter());
        return services;
    }
}
