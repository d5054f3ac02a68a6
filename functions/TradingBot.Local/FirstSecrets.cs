namespace TradingBot.Local;

/// <summary>What a new installation made up by itself and its trader has to be told. Null: nothing was, or it is no longer so.</summary>
internal sealed record FirstSecrets(string? Password, string? SampleToken)
{
    public static readonly FirstSecrets None = new(null, null);
}
