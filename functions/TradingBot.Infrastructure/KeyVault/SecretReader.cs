using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>Reads the current version of one secret, once. When to ask again is for its caller, who knows how urgent it is.</summary>
internal sealed class SecretReader
{
    // A healthy vault answers in tens of milliseconds; a managed identity's first token may take seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PatienceWithSignIn = TimeSpan.FromSeconds(10);

    private readonly SecretClient _client;
    private readonly TimeProvider _time;

    public SecretReader(KeyVaultOptions options, TokenCredential credential, HttpPipelineTransport transport, TimeProvider time)
    {
        _time = time;
        var settings = new SecretClientOptions { Transport = transport };
        // The pipeline's own repeats obey whatever pause a busy vault names, with an order waiting on them.
        settings.Retry.MaxRetries = 0;
        settings.Retry.NetworkTimeout = Patience;
        settings.Diagnostics.IsLoggingContentEnabled = false;
        _client = new SecretClient(new Uri(options.Uri), credential, settings);
    }

    public async Task<SecretReading> ReadAsync(string name)
    {
        using var limit = new CancellationTokenSource(PatienceWithSignIn, _time);
        try
        {
            var secret = (await _client.GetSecretAsync(name, version: null, outContentType: null, limit.Token)).Value;
            return new SecretReading.Found(secret.Value, secret.Properties.Version);
        }
        catch (RequestFailedException refusal) when (refusal.Status != 0)
        {
            return new SecretReading.Failed(Describe(refusal, name));
        }
        catch (AuthenticationFailedException)
        {
            return new SecretReading.Failed("The bot's identity got no token for Key Vault.");
        }
        catch (Exception fault) when (fault is OperationCanceledException or RequestFailedException)
        {
            return new SecretReading.Failed("Key Vault could not be reached or did not answer in time.");
        }
        catch (InvalidOperationException)
        {
            // Thrown when the sign-in is asked for in the name of another domain: a token must not go there.
            return new SecretReading.Failed("What answers at KeyVault:Uri asks for a sign-in that is not a vault's; no token was sent.");
        }
        catch (Exception fault)
        {
            // Whatever else the client or the credential meets, trading with the pair in use goes on; a message could quote an answer.
            return new SecretReading.Failed($"Key Vault could not be asked ({fault.GetType().Name}).");
        }
    }

    // The messages of the client repeat what the vault wrote; status and code say as much.
    private static string Describe(RequestFailedException refusal, string name) => refusal.Status switch
    {
        401 or 403 => $"Key Vault refuses to show the secret {name} (HTTP {refusal.Status}): it must be enabled, "
            + "and the bot's identity needs the role Key Vault Secrets User.",
        404 => $"Key Vault has no secret {name}.",
        429 => "Key Vault asks to wait: too many requests.",
        _ => $"Key Vault answered HTTP {refusal.Status}.",
    };
}
