using System.ComponentModel.DataAnnotations;

namespace TradingBot.Infrastructure.KeyVault;

/// <summary>An absolute https address that names a server and nothing else: a token is sent there.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class VaultAddressAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        Uri.TryCreate(value as string, UriKind.Absolute, out var address)
        && address is { Scheme: "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" }
            ? ValidationResult.Success
            : new ValidationResult(
                "KeyVault:Uri must be the vault's https address alone, like https://name.vault.azure.net/.", [nameof(KeyVaultOptions.Uri)]);
}
