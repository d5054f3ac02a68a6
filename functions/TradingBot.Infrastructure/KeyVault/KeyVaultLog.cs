using Microsoft.Extensions.Logging;

namespace TradingBot.Infrastructure.KeyVault;

internal static partial class KeyVaultLog
{
    [LoggerMessage(EventId = 2101, Level = LogLevel.Information, Message = "The exchange key was read from Key Vault, version {Version}")]
    public static partial void KeyRead(this ILogger logger, string version);

    [LoggerMessage(
        EventId = 2102, Level = LogLevel.Warning, Message = "The exchange key cannot be read again; the pair of {ReadAt:O} stays in use: {Reason}")]
    public static partial void KeyKept(this ILogger logger, DateTimeOffset readAt, string reason);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "There is no exchange key; nothing can be sent: {Reason}")]
    public static partial void KeyMissing(this ILogger logger, string reason);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Information, Message = "Key Vault can be read again")]
    public static partial void VaultIsBack(this ILogger logger);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "The exchange refused the key; Key Vault is asked for another")]
    public static partial void KeyRefused(this ILogger logger);
}
