using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradingBot.Bybit.Settings;
using TradingBot.Core.Foundation;
using TradingBot.Core.Identifiers;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Access;
using TradingBot.Trading.Security;

namespace TradingBot.Local;

/// <summary>
/// Prepares a new installation (password, sample strategy) and tells on the console where everything is, with the secrets it made up until
/// somebody has signed in. They are in the file before the ledger has their hashes, so a kill in between loses neither.
/// </summary>
internal sealed class FirstStart(
    IStrategyStore strategies,
    AdminPassword password,
    FirstSecretsFile file,
    IServer server,
    IHostApplicationLifetime lifetime,
    IOptions<BybitOptions> exchange,
    TimeProvider time)
{
    private static readonly StrategyKey SampleKey = SampleStrategy.Create().Key;

    public async Task PrepareAsync(CancellationToken token)
    {
        var kept = file.Read();
        var needsSample = (await strategies.ListAsync(token)).Count == 0;
        var secrets = new FirstSecrets(
            kept.Password ?? (await password.IsMissingAsync(token) ? AdminPassword.Generate() : null),
            kept.SampleToken ?? (needsSample ? Secrets.Create() : null));
        if (secrets != kept)
            file.Keep(secrets);
        var told = new FirstSecrets(
            secrets.Password is { } generated && await password.EstablishAsync(generated, token) ? generated : null,
            secrets.SampleToken is { } secret && await OpensSampleAsync(secret, needsSample, token) ? secret : null);
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Banner(told.Password, told.SampleToken)));
    }

    private async Task<bool> OpensSampleAsync(string secret, bool isNew, CancellationToken token)
    {
        var hash = Secrets.Hash(secret);
        if (isNew)
            await strategies.SaveAsync(SampleStrategy.Create(), hash, time.GetUtcNow(), token);
        return isNew || await strategies.FindAsync(SampleKey, token) is { } stored && stored.TokenHash.Span.SequenceEqual(hash);
    }

    private string Banner(string? firstPassword, string? sampleToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        var environment = exchange.Value.Environment;
        var money = environment switch
        {
            BybitEnvironment.Paper => "paper money, nothing real is traded",
            BybitEnvironment.Mainnet => "REAL MONEY on Bybit mainnet",
            _ => $"Bybit {EnumNames.Write(environment)}, play money",
        };
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"TradingBot is ready ({money}).")
            .AppendLine()
            .AppendLine($"  Dashboard  {address}/")
            .AppendLine(firstPassword is null
                ? "  Sign in    with the administrator's password (setting Auth:AdminPassword, or the one shown until the first sign-in)"
                : $"  Sign in    with password {firstPassword}   (shown until somebody has signed in; Auth:AdminPassword sets your own)");
        if (sampleToken is not null)
        {
            text.AppendLine(
                $"  Webhook    {address}/api/webhook/{SampleKey}   (sample strategy; its token is shown until somebody has signed in)")
                .AppendLine()
                .AppendLine("  Send a first alert (the same line again is recognised as a duplicate):")
                .AppendLine()
                .AppendLine($$"""  curl -i {{address}}/api/webhook/{{SampleKey}} -d '{"secret":"{{sampleToken}}","symbol":"BYBIT:BTCUSDT.P","action":"buy","id":"first-alert"}'""");
        }

        return text.ToString();
    }
}
