using System.ComponentModel.DataAnnotations;
using TradingBot.Infrastructure.Settings;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>The settings <c>KeyVault:*</c>.</summary>
public sealed class KeyVaultOptions
{
    public const string Section = "KeyVault";

    /// <summary>The vault's address. Empty in the settings: no vault is used, and nothing of this section is read.</summary>
    [Display(GroupName = "Azure", Description = "the vault that holds the exchange key as `{\"apiKey\",\"apiSecret\"}`, read again while the bot runs; "
        + "takes the place of Bybit:ApiKey and Bybit:ApiSecret", ShortName = "the vault's https address alone", Prompt = "https://name.vault.azure.net/")]
    [HttpsHost(ErrorMessage = "KeyVault:Uri must be the vault's https address alone, like https://name.vault.azure.net/.")]
    public string Uri { get; set; } = "";

    /// <summary>Seconds after which the vault is asked again, 1 to 3600: so old the key in use may get.</summary>
    [Display(GroupName = "Azure", Description = "seconds after which the vault is asked again")]
    [Range(1, 3600, ErrorMessage = "KeyVault:CacheSeconds must lie between 1 and 3600.")]
    public int CacheSeconds { get; set; } = 60;

    /// <summary>Name of the secret that holds the exchange's key and secret together; Key Vault's rule for names.</summary>
    [Display(GroupName = "Azure", Description = "name of the secret that holds key and secret together",
        ShortName = "1 to 127 letters, digits and hyphens")]
    [Required(ErrorMessage = "KeyVault:ExchangeSecret is missing. Name the secret that holds the exchange key.")]
    [RegularExpression("[0-9a-zA-Z-]{1,127}", ErrorMessage = "KeyVault:ExchangeSecret must hold letters, digits and hyphens.")]
    public string ExchangeSecret { get; set; } = "Bybit--KeyPair";
}
