using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradingBot.Infrastructure.Tests.KeyVault;

/// <summary>
/// Speaks the secrets part of Key Vault over HTTPS on a free loopback port, under a name of its own so that the client's check of who
/// asks for the sign-in runs as in production: a question without a token is answered by a challenge, one with the token by the secret.
/// </summary>
internal sealed class VaultServer : IAsyncDisposable
{
    public const string Token = "vault-token-0001";
    public const string Tenant = "6f6e6f6e-0000-4000-8000-000000000001";

    private const string Host = "bot.vault.example";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly ConcurrentDictionary<string, (string Value, string Version, bool IsEnabled)> _secrets = new(StringComparer.Ordinal);
    private int _versions;
    private int _reads;
    private int _challenges;

    private VaultServer(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    /// <summary>The domain for which the challenge asks a token; the vault's own address lies in it.</summary>
    public string Resource { get; set; } = "https://vault.example";

    /// <summary>Takes the place of the answer to a question that carries a token.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    /// <summary>Questions that carried the token.</summary>
    public int Reads => Volatile.Read(ref _reads);

    public int Challenges => Volatile.Read(ref _challenges);

    public ConcurrentQueue<string> Paths { get; } = new();

    public Uri Uri => new UriBuilder(_app.Urls.Single()) { Scheme = "https", Host = Host }.Uri;

    public static async Task<VaultServer> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var server = new VaultServer(app, certificate);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>The client's road to this server: its name leads to this machine, and its certificate is trusted and no other.</summary>
    public HttpPipelineTransport Transport()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_certificate);
        var handler = new SocketsHttpHandler
        {
            SslOptions = { CertificateChainPolicy = trust },
            ConnectCallback = static async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClientTransport(new HttpClient(handler));
    }

    /// <summary>Writes a new version of a secret.</summary>
    public void Write(string name, string value) =>
        _secrets[name] = (value, Interlocked.Increment(ref _versions).ToString("x32", CultureInfo.InvariantCulture), true);

    public void WriteKey(string apiKey, string apiSecret) => Write("Bybit--KeyPair", JsonSerializer.Serialize(new { apiKey, apiSecret }));

    public void Disable(string name) => _secrets[name] = _secrets[name] with { IsEnabled = false };

    public static Func<HttpContext, Task> Status(int status, string text, string? retryAfter = null) => async context =>
    {
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        await RefuseAsync(context, status, "Refused", text);
    };

    /// <summary>Takes the question and answers only when the client has gone.</summary>
    public static async Task SilenceAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    /// <summary>Answers with a secret's text.</summary>
    public static Task AnswerAsync(HttpContext context, string value, string path = "/secrets/Bybit--KeyPair/0") =>
        context.Response.WriteAsJsonAsync(new
        {
            value,
            id = $"https://{Host}{path}",
            attributes = new { enabled = true, created = 1_735_689_600, updated = 1_735_689_600, recoveryLevel = "Recoverable" },
        });

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Paths.Enqueue(context.Request.Path + context.Request.QueryString);
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            Interlocked.Increment(ref _challenges);
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.example/{Tenant}\", resource=\"{Resource}\"";
            await RefuseAsync(context, 401, "Unauthorized", "AKV10000: Request is missing a Bearer or PoP token.");
            return;
        }

        Interlocked.Increment(ref _reads);
        if (Fault is { } fault)
        {
            await fault(context);
            return;
        }

        var name = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1];
        if (!_secrets.TryGetValue(name, out var secret))
            await RefuseAsync(context, 404, "SecretNotFound", $"A secret with (name/id) {name} was not found in this key vault.");
        else if (!secret.IsEnabled)
            await RefuseAsync(context, 403, "Forbidden", "Operation get is not allowed on a disabled secret.");
        else
            await AnswerAsync(context, secret.Value, $"/secrets/{name}/{secret.Version}");
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message } });
    }
}
