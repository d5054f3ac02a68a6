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
        var buffer = ArrayPool<byte>.Shared.Rent(maxBytes + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, maxBytes + 1), maxBytes + 1, throwOnEndOfStream: false, token);
            return length > maxBytes ? null : Encoding.UTF8.GetString(buffer, 0, length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
