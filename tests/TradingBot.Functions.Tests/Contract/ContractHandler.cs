using System.Collections.Concurrent;

namespace TradingBot.Functions.Tests.Contract;

/// <summary>Stands between every test and the bot: an answer that the document does not describe fails the test that got it.</summary>
internal sealed class ContractHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Operations that gave what they are for, by this handler.</summary>
    public ConcurrentDictionary<string, bool> Succeeded { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        var sent = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
            return response;
        var (check, method, route) = (ContractCheck.OfTheBot, request.Method.Method, path["/api".Length..]);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var faults = await check.FaultsAsync(
            method, route, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        if (response.IsSuccessStatusCode && check.OperationOf(method, route) is { } operation)
        {
            Succeeded[operation] = true;
            var wrong = await check.RequestFaultsAsync(method, route, sent);
            Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        }

        return response;
    }
}
