using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBot.Bybit;
using TradingBot.Functions;
using TradingBot.Infrastructure.Email;
using TradingBot.Infrastructure.KeyVault;
using TradingBot.Infrastructure.Postgres;
using TradingBot.Infrastructure.Postgres.Connections;

// The exchange key comes from Key Vault, which like the database takes the managed identity's token.
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.AddTradingBot();
// Every line goes to the host and is paid for; the frameworks' own, several a request, say nothing of the bot.
builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);

if (builder.Configuration["Postgres:ConnectionString"] is not { Length: > 0 } connectionString)
    throw new InvalidOperationException("Postgres:ConnectionString is missing: set the connection string of the PostgreSQL server.");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(_ => LedgerDataSource.Create(connectionString, new DefaultAzureCredential()));
// The api's database role may not change the schema; the bot brings it up to date for both.
if (builder.Configuration.GetValue("Postgres:ApplyMigrations", defaultValue: true))
    builder.Services.AddHostedService<LedgerMigrationService>();
builder.Services.AddPostgresLedger();
builder.Services.AddEmail(builder.Configuration);
builder.Services.AddKeyVaultExchangeKeys(builder.Configuration);
builder.Services.AddBybit(builder.Configuration);

builder.Build().Run();
