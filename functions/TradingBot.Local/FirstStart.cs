using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using TradingBot.Bybit;
using TradingBot.Core.Ports;
using TradingBot.Core.Strategies;
using TradingBot.Functions.Access;

namespace TradingBot.Local;

/// <summary>Prepares a new installation (password, sample strategy) and tells on the console where everything is, secrets only the first time.</summary>
internal sealed class FirstStart(
    IStrategyStore strategies, AdminPassword password, IServer server, IHostApplicationLifetime lifetime, IOptions<BybitOptions> exchange, TimeProvider clock)
{
    private static readonly StrategyKey SampleKey = SampleStrategy.Create().Key;

    public async Task PrepareAsync(CancellationToken token)
    {
        var newPassword = await password.EnsureAsync(token);
        var sampleToken = await AddSampleAsync(token);
        lifetime.ApplicationStarted.Register(() => Console.WriteLine(Banner(newPassword, sampleToken)));
    }

    private async Task<string?> AddSampleAsync(CancellationToken token)
    {
        if ((await strategies.ListAsync(token)).Count > 0)
            return null;
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        await strategies.SaveAsync(SampleStrategy.Create(), SHA256.HashData(Encoding.UTF8.GetBytes(secret)), clock.GetUtcNow(), token);
        return secret;
    }

    private string Banner(string? newPassword, string? sampleToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        var environment = exchange.Value.Environment;
        var money = environment switch
        {
            BybitEnvironment.Paper => "paper money, nothing real is traded",
            BybitEnvironment.Mainnet => "REAL MONEY on Bybit mainnet",
            _ => $"Bybit {environment.ToString().ToLowerInvariant()}, play money",
        };
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"TradingBot is ready ({money}).")
            .AppendLine()
            .AppendLine($"  Dashboard  {address}/")
            .AppendLine(newPassword is null
                ? "  Sign in    with the administrator's password (setting Auth:AdminPassword, or the one shown at the first start)"
                : $"  Sign in    with password {newPassword}   (shown only now; Auth:AdminPassword sets your own)");
        if (sampleToken is not null)
        {
            text.AppendLine($"  Webhook    {address}/api/webhook/{SampleKey}   (sample strategy; its token is shown only now)")
                .AppendLine()
                .AppendLine("  Send a first alert (the same line again is recognised as a duplicate):")
                .AppendLine()
                .AppendLine($$"""  curl -i {{address}}/api/webhook/{{SampleKey}} -d '{"secret":"{{sampleToken}}","symbol":"BYBIT:BTCUSDT.P","action":"buy","id":"first-alert"}'""");
        }

        return text.ToString();
    }
}
