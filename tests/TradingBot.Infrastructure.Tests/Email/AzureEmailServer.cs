using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TradingBot.Infrastructure.Tests.Email;

/// <summary>Speaks the e-mail part of Communication Services over HTTPS on a free loopback port.</summary>
internal sealed class AzureEmailServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private AzureEmailServer(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
    }

    public sealed record Call(string Path, string? OperationId, string? Authorization, JsonNode? Body);

    public ConcurrentQueue<Call> Calls { get; } = new();

    public int Status { get; set; } = 202;

    public string Answer { get; set; } = """{"id":"x","status":"Running"}""";

    public string? RetryAfter { get; set; }

    /// <summary>Status of the operation asked for by id; null: there is none.</summary>
    public string? Operation { get; set; }

    public Uri Endpoint => new UriBuilder(_app.Urls.Single()) { Scheme = "https" }.Uri;

    public static async Task<AzureEmailServer> StartAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        var server = new AzureEmailServer(app, certificate);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    /// <summary>A client's handler that trusts this server's certificate and no other.</summary>
    public SocketsHttpHandler Trusting()
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(_certificate);
        return new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var isSending = HttpMethods.IsPost(context.Request.Method);
        Calls.Enqueue(new Call(
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers["Operation-Id"],
            context.Request.Headers.Authorization,
            isSending ? await JsonNode.ParseAsync(context.Request.Body) : null));
        context.Response.StatusCode = isSending ? Status : Operation is null ? 404 : 200;
        if (RetryAfter is not null)
            context.Response.Headers.RetryAfter = RetryAfter;
        await context.Response.WriteAsync(isSending ? Answer : $$"""{"status":"{{Operation}}"}""");
    }
}
