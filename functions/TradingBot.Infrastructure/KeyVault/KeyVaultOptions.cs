using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>The settings <c>KeyVault:*</c>.</summary>
public sealed class KeyVaultOptions
{
    public const string Section = "KeyVault";

    /// <summary>The vault's address. Empty in the settings: no vault is used, and nothing of this section is read.</summary>
    [VaultAddress]
    public string Uri { get; set; } = "";

    /// <summary>How old the key in use may get before the vault is asked again.</summary>
    [Range(1, 3600, ErrorMessage = "KeyVault:CacheSeconds must lie between 1 and 3600.")]
    public int CacheSeconds { get; set; } = 60;

    /// <summary>Name of the secret that holds the exchange's key and secret together.</summary>
    [Required(ErrorMessage = "KeyVault:ExchangeSecret is missing. Name the secret that holds the exchange key.")]
    [RegularExpression("[0-9a-zA-Z-]{1,127}", ErrorMessage = "KeyVault:ExchangeSecret must hold letters, digits and hyphens.")]
    public string ExchangeSecret { get; set; } = "Bybit--KeyPair";
}
