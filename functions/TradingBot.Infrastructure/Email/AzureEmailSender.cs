using System.Globalization;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using TradingBot.Core.Notifications;

namespace TradingBot.Infrastructure.Email;

/// <summary>
/// Sends through Azure Communication Services with the bot's own identity. Accepted means handed to the service, which delivers by itself.
/// </summary>
internal sealed class AzureEmailSender : IEmailSender
{
    private const string Scope = "https://communication.azure.com/.default";
    private const string Version = "api-version=2025-09-01";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    private readonly EmailOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpPipeline _pipeline;

    public AzureEmailSender(EmailOptions options, TokenCredential credential, HttpPipelineTransport transport, TimeProvider time)
    {
        _options = options;
        _time = time;
        var client = new AzureEmailClientOptions { Transport = transport };
        // Another attempt is the outbox's business: it survives a crash, and knows the hour's budget.
        client.Retry.MaxRetries = 0;
        client.Retry.NetworkTimeout = Patience;
        client.Diagnostics.IsLoggingContentEnabled = false;
        _pipeline = HttpPipelineBuilder.Build(client, new BearerTokenAuthenticationPolicy(credential, Scope));
    }

    public async Task<EmailOutcome> SendAsync(EmailMessage message, CancellationToken token)
    {
        try
        {
            using var call = _pipeline.CreateMessage();
            call.Request.Method = RequestMethod.Post;
            // Without its slash "emails:" would be read as a scheme.
            call.Request.Uri.Reset(new Uri(_options.AzureCommunication.Endpoint!, $"/emails:send?{Version}"));
            call.Request.Headers.Add("Content-Type", "application/json");
            call.Request.Headers.Add("Operation-Id", message.Id.ToString());
            call.Request.Content = RequestContent.Create(BinaryData.FromString(Body(message).ToJsonString()));
            await _pipeline.SendAsync(call, token);
            return await ReadAsync(call.Response, message, token);
        }
        catch (Exception fault) when (fault is RequestFailedException or HttpRequestException or IOException)
        {
            return new EmailOutcome.Failed(Short($"Communication Services could not be reached: {fault.Message}"));
        }
        catch (AuthenticationFailedException fault)
        {
            return new EmailOutcome.Failed(Short($"The bot's identity got no token for Communication Services: {fault.Message}"));
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new EmailOutcome.Failed($"Communication Services gave no answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    private async Task<EmailOutcome> ReadAsync(Response response, EmailMessage message, CancellationToken token) => response.Status switch
    {
        202 => new EmailOutcome.Sent(message.Id.ToString()),
        429 => new EmailOutcome.Throttled("Communication Services asks to wait: its allowance of mails is used up.", PauseOf(response)),
        // An operation of this id exists: an earlier attempt got through although its answer did not.
        409 when await IsKnownAsync(message.Id, token) => new EmailOutcome.Sent(message.Id.ToString()),
        401 or 403 => new EmailOutcome.Failed($"{Told(response)} The bot's identity needs the role Communication and Email Service Owner."),
        400 or 413 => new EmailOutcome.Refused($"{Told(response)} Check Email:From and Email:To."),
        _ => new EmailOutcome.Failed(Told(response)),
    };

    private async Task<bool> IsKnownAsync(Guid id, CancellationToken token)
    {
        using var call = _pipeline.CreateMessage();
        call.Request.Method = RequestMethod.Get;
        call.Request.Uri.Reset(new Uri(_options.AzureCommunication.Endpoint!, $"/emails/operations/{id}?{Version}"));
        await _pipeline.SendAsync(call, token);
        return call.Response.Status == 200 && Json(call.Response) is { } operation
            && (string?)operation["status"] is "NotStarted" or "Running" or "Succeeded";
    }

    private JsonObject Body(EmailMessage message) => new()
    {
        ["senderAddress"] = _options.Sender!.Address,
        ["content"] = new JsonObject { ["subject"] = message.Subject, ["plainText"] = message.Text, ["html"] = message.Html },
        ["recipients"] = new JsonObject
        {
            ["to"] = new JsonArray(
                [.. _options.Recipients.Select(static to => new JsonObject { ["address"] = to.Address, ["displayName"] = to.DisplayName })]),
        },
        ["userEngagementTrackingDisabled"] = true,
    };

    private TimeSpan PauseOf(Response response)
    {
        if (!response.Headers.TryGetValue("Retry-After", out var text))
            return DefaultPause;
        var pause = int.TryParse(text, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at) ? at - _time.GetUtcNow()
            : DefaultPause;
        return pause <= TimeSpan.Zero ? DefaultPause : pause > LongestPause ? LongestPause : pause;
    }

    private static string Told(Response response)
    {
        var code = response.Headers.TryGetValue("x-ms-error-code", out var named) ? named : (string?)Json(response)?["error"]?["code"];
        var text = (string?)Json(response)?["error"]?["message"];
        return Short($"Communication Services answered {response.Status} {code}: {text ?? response.ReasonPhrase}");
    }

    private static JsonObject? Json(Response response)
    {
        try
        {
            return JsonNode.Parse(response.Content.ToString()) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 500 ? text : text[..500];

    private sealed class AzureEmailClientOptions : ClientOptions;
}
