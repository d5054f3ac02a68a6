using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TradingBot.Trading.Operations;

namespace TradingBot.Functions.Settings;

/// <summary>The settings that stand in no section, with the names that .NET and OpenTelemetry gave theirs.</summary>
public sealed class HostSettings
{
    private const string OneMachine = "one machine";

    [Display(GroupName = OneMachine, Name = "ASPNETCORE_URLS", Description = "address of dashboard, API and webhook",
        ShortName = "http addresses with a port from 0 to 65535")]
    public string Urls { get; init; } = "http://localhost:7071";

    [DefaultValue(".tradingbot/data")]
    [Display(GroupName = OneMachine, Name = "TRADINGBOT_DATA", Description = "folder of everything that must survive",
        ShortName = "a folder that can be written")]
    public string? DataFolder { get; init; }

    [WebAddress]
    [Display(Name = "OTEL_EXPORTER_OTLP_ENDPOINT", Description = "where traces and metrics go; empty sends none",
        ShortName = "an http or https address", Prompt = "http://localhost:4317")]
    public string? TelemetryAddress { get; init; }

    [PasswordPropertyText(true)]
    [Display(GroupName = OneMachine, Name = "Embedded:FunctionKey",
        Description = "key of functions that are not anonymous; none of the bot's own asks for it")]
    public string? FunctionKey { get; init; }
}
