using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace TradingBot.Functions.Http;

/// <summary>Reads a request's body as UTF-8, whatever its content type says, and never more of it than allowed.</summary>
internal static class BoundedBody
{
    /// <summary>Null when the body is longer than the limit.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken token)
    {
        if (request.ContentLength > maxBytes)
            return null;
        var (text, isWhole) = await ReadBeginningAsync(request, maxBytes, token);
        return isWhole ? text : null;
    }

    /// <summary>The body, or as much of its beginning as is allowed.</summary>
    public static async Task<(string Text, bool IsWhole)> ReadBeginningAsync(HttpRequest request, int maxBytes, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, maxBytes + 1), maxBytes + 1, throwOnEndOfStream: false, token);
            return (Encoding.UTF8.GetString(buffer, 0, Math.Min(length, maxBytes)), length <= maxBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
