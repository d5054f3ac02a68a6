using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TradingBot.Infrastructure.Settings;

namespace TradingBot.Infrastructure.Postgres.Connections;

/// <summary>The settings <c>Postgres:*</c>.</summary>
public sealed class PostgresOptions
{
    public const string Section = "Postgres";

    /// <summary>Blank on one machine: the embedded server is started. Azure needs it.</summary>
    [PasswordPropertyText(true)]
    [Display(
        Description = "a PostgreSQL of yours; empty starts the embedded one on one machine, and is refused on Azure",
        ShortName = "a PostgreSQL connection string")]
    public string? ConnectionString { get; init; }

    [Display(GroupName = "Azure", Description = "bring the tables up to date at start; false for an app whose role may not change them")]
    public bool ApplyMigrations { get; init; } = true;

    /// <summary>
    /// Connections that the process holds together at most. Timers and the listener each hold one for as long as they run; beside them
    /// somebody must still be able to work.
    /// </summary>
    [Range(10, 500)]
    [Display(
        GroupName = "one machine",
        Description = "database connections the bot holds together at most, whatever the burst; ten more of the server's stay for an operator")]
    public int MaxConnections { get; init; } = 40;

    /// <exception cref="OptionsValidationException">A setting cannot be used; the message names it and the fix.</exception>
    public static PostgresOptions From(IConfiguration configuration) => SettingsReading.Read<PostgresOptions>(configuration, Section);
}
