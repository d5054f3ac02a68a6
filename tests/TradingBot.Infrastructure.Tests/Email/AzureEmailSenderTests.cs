using Azure.Core;
using Azure.Core.Pipeline;
using TradingBot.Core.Notifications;
using TradingBot.Infrastructure.Email;

namespace TradingBot.Infrastructure.Tests.Email;

public sealed class AzureEmailSenderTests : IAsyncLifetime
{
    private static readonly EmailMessage Message = new(
        Guid.Parse("00000000-0000-0000-0000-00000000000a"), "Opened", "Plain.", "<p>Rich.</p>");

    private AzureEmailServer? _server;

    private AzureEmailServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    public async ValueTask InitializeAsync() => _server = await AzureEmailServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task Mail_is_sent_with_the_bots_identity_and_a_stable_operation_id()
    {
        Assert.IsType<EmailOutcome.Sent>(await SendAsync());

        var call = Assert.Single(Server.Calls);
        Assert.Equal("/emails:send?api-version=2025-09-01", call.Path);
        Assert.Equal(Message.Id.ToString(), call.OperationId);
        Assert.Equal("Bearer a-token", call.Authorization);
        Assert.Equal("bot@example.com", (string?)call.Body?["senderAddress"]);
        Assert.Equal("Plain.", (string?)call.Body?["content"]?["plainText"]);
        Assert.Equal("trader@example.com", (string?)call.Body?["recipients"]?["to"]?[0]?["address"]);
    }

    [Theory]
    [InlineData("600", 600)]
    [InlineData(null, 60)]
    public async Task Too_many_mails_is_a_pause_as_long_as_asked_for(string? retryAfter, int seconds)
    {
        (Server.Status, Server.RetryAfter) = (429, retryAfter);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<EmailOutcome.Throttled>(await SendAsync()).RetryAfter);
        // The pipeline does not try again behind the outbox's back.
        Assert.Single(Server.Calls);
    }

    [Theory]
    [InlineData(400, typeof(EmailOutcome.Refused))]
    [InlineData(401, typeof(EmailOutcome.Failed))]
    [InlineData(403, typeof(EmailOutcome.Failed))]
    [InlineData(404, typeof(EmailOutcome.Failed))]
    [InlineData(503, typeof(EmailOutcome.Failed))]
    public async Task Other_answers_are_told_apart(int status, Type outcome)
    {
        (Server.Status, Server.Answer) = (status, """{"error":{"code":"Oops","message":"Something is wrong."}}""");
        var answer = await SendAsync();
        Assert.IsType(outcome, answer);
        Assert.Contains("Oops: Something is wrong.", answer.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Succeeded", typeof(EmailOutcome.Sent))]
    [InlineData("Failed", typeof(EmailOutcome.Failed))]
    [InlineData(null, typeof(EmailOutcome.Failed))]
    public async Task Operation_that_exists_already_counts_as_sent_when_it_is_known(string? operation, Type outcome)
    {
        (Server.Status, Server.Answer, Server.Operation) = (409, "{}", operation);
        Assert.IsType(outcome, await SendAsync());
    }

    private async Task<EmailOutcome> SendAsync()
    {
        using var client = new HttpClient(Server.Trusting());
        var options = new EmailOptions
        {
            Provider = EmailProvider.AzureCommunication,
            From = "bot@example.com",
            To = "trader@example.com",
            AzureCommunication = new AzureCommunicationOptions { Endpoint = Server.Endpoint },
        };
        var credential = DelegatedTokenCredential.Create(
            static (_, _) => new AccessToken("a-token", new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        return await new AzureEmailSender(options, credential, new HttpClientTransport(client), TimeProvider.System)
            .SendAsync(Message, TestContext.Current.CancellationToken);
    }
}
