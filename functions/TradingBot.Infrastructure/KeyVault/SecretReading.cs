namespace TradingBot.Infrastructure.KeyVault;

/// <summary>The answer of the vault to one question: a secret, or a sentence on why there is none, which never holds a secret.</summary>
internal abstract record SecretReading
{
    private SecretReading()
    {
    }

    public sealed record Found(string Value, string Version) : SecretReading
    {
        public override string ToString() => $"Found {{ Version = {Version} }}";
    }

    public sealed record Failed(string Reason) : SecretReading;
}
