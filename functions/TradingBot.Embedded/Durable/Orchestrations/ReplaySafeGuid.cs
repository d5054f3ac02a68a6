using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingBot.Embedded.Durable.Orchestrations;

/// <summary>Name-based UUIDs (version 5) from instance, time and counter: the same in every replay.</summary>
internal static class ReplaySafeGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    [SuppressMessage("Security", "CA5350", Justification = "RFC 4122 prescribes SHA-1 for version 5; nothing is protected by it.")]
    public static Guid Create(string instanceId, DateTime utcNow, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{utcNow:o}_{counter}");
        var length = Encoding.UTF8.GetByteCount(name);
        var bytes = new byte[16 + length];
        Namespace.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
        var hash = SHA1.HashData(bytes).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
