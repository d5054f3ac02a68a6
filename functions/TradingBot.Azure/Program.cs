using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Azure;
using TradingBot.Bybit;
using TradingBot.Functions;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.KeyVault;
using TradingBot.Infrastructure.Postgres;
using TradingBot.Infrastructure.Postgres.Connections;

// The exchange key comes from Key Vault, which like the database takes the managed identity's token.
var builder = FunctionsApplication.CreateBuilder(args);
var faults = SettingsCheck.FaultsOf(builder.Configuration);
if (faults.Count > 0)
{
    await Console.Error.WriteLineAsync($"The settings are not valid: {string.Join(' ', faults)}");
    return 1;
}

builder.ConfigureFunctionsWebApplication();
builder.AddTradingBot();
// Every line goes to the host and is paid for; the frameworks' own, several a request, say nothing of the bot.
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
    .AddFilter("Polly", LogLevel.Warning);

var postgres = PostgresOptions.From(builder.Configuration);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => LedgerDataSource.Create(postgres.ConnectionString!, new DefaultAzureCredential()));
// The api's database role may not change the schema; the bot brings it up to date for both.
if (postgres.ApplyMigrations)
    builder.Services.AddHostedService<LedgerMigrationService>();
builder.Services.AddPostgresLedger();
builder.Services.AddEmail(builder.Configuration);
builder.Services.AddKeyVaultExchangeKeys(builder.Configuration);
builder.Services.AddBybit(builder.Configuration);

await builder.Build().RunAsync();
return 0;
